"""How a road reads under rules that do without a stage, or hear a case on paper."""

from __future__ import annotations

from codes.rules import Rules

NO_INVESTIGATION = {
    "investigate add_allegation respond investigate report": "convene",
    "investigate report": "convene",
    "investigate disclose comment file_report": "convene",
}
NO_PROPOSAL = {
    "propose request_hearing": "order_hearing",
    "propose accept": "decide_at_once",
    "propose close_hearing_window": "decide_at_once",
}
ON_PAPER = {
    "schedule continue_hearing +60 convene_hearing": "open_on_paper +40",
    "schedule +40 convene_hearing": "open_on_paper +40",
    "schedule +40 hold": "open_on_paper +40 close_record",
}


def adapted(road: str, rules: Rules) -> str:
    """Write a road in the steps that these rules have; it may also be in them already."""
    found = f" {' '.join(road.split())} "
    for applies, table in (
        (not rules.investigation, NO_INVESTIGATION),
        (not rules.preliminary_disposition, NO_PROPOSAL),
        (rules.hearing_forms[0] == "paper", ON_PAPER),
    ):
        for usual, here in table.items() if applies else ():
            found = found.replace(f" {usual} ", f" {here} ")
    return found.strip()
