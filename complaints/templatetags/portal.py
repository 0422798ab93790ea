"""How the pages write what they show: icons, dates that are due, names of letters and clocks.

Presentation only. What may be seen, and what comes next, was decided before a template runs.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from codes.clauses import Window
from complaints.access import Viewer
from complaints.letters import TITLES
from complaints.models import Complaint, Deadline, Notice
from complaints.next_step import STEPS, NextStep
from complaints.stages import TRACK, Stage
from complaints.waits import Wait, listed, why_undated

register = template.Library()

SOON = 7


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one icon of the sprite. It repeats what words beside it say."""
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name
    )


@register.filter
def may_see(viewer: Viewer, thing: str) -> bool:
    return viewer.may_see(thing)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether an answer may be left out whatever else is answered."""
    sometimes = getattr(field.form, "SOMETIMES", ())
    return not field.field.required and field.name not in sometimes


@register.filter
def letter_title(notice: Notice) -> str:
    return gettext(TITLES.get(notice.letter, notice.letter))


@register.filter
def length_in_words(window: Window) -> str:
    """Say how long a window is, in the language of the page."""
    words = (
        ngettext("%(n)d business day", "%(n)d business days", window.days)
        if window.count == "business"
        else ngettext("%(n)d day", "%(n)d days", window.days)
    )
    return words % {"n": window.days}


@register.filter
def limit(window: Window) -> SafeString:
    """Say it within a sentence, and whether the body has confirmed it."""
    if window.confirmed:
        return format_html("<b>{}</b>", length_in_words(window))
    chip = '<b>{}</b> <span class="chip soon">{}</span>'
    return format_html(chip, length_in_words(window), gettext("not confirmed"))


@register.filter
def in_days_from(days: int) -> str:
    """14 days later; 1 day earlier."""
    words = ngettext("%(n)d day", "%(n)d days", abs(days)) % {"n": abs(days)}
    return (
        gettext("%(days)s later") % {"days": words}
        if days > 0
        else gettext("%(days)s earlier") % {"days": words}
    )


@register.filter
def usual_step(case: Complaint) -> NextStep:
    """Who is next at this stage, as far as the stage alone tells; a list asks nothing more."""
    return STEPS[case.stage]


@register.filter
def waits(case: Complaint, today: dt.date) -> list[Wait]:
    """What else a case of the docket waits for."""
    return listed(case, today)


@register.filter
def undated(case: Complaint) -> str:
    """What stands on the docket in the place of a day."""
    return why_undated(case)


@register.filter
def mini_track(case: Complaint) -> list[str]:
    """The stages as marks for a list: ``p`` is past, ``n`` is now."""
    here = next(i for i, (_, stages) in enumerate(TRACK) if case.stage in stages)
    return ["p" if i < here else "n" if i == here else "" for i in range(len(TRACK))]


@register.filter
def day_number(since: dt.date, today: dt.date) -> int:
    """Count the days a case is old, its first one included."""
    return (today - since).days + 1


@register.inclusion_tag("components/due.html")
def due(day: dt.date | None, waiting: str = "") -> dict[str, Any]:
    """A date that is due: shape, date and words; never a colour alone."""
    if day is None or day == dt.date.max:
        return {"kind": "hold", "icon": "pause", "words": waiting or gettext("Nothing is counted")}
    left = (day - timezone.localdate()).days
    if left < 0:
        words = ngettext("%(n)d day over", "%(n)d days over", -left) % {"n": -left}
        return {"day": day, "kind": "overdue", "icon": "tri", "words": words}
    near = {0: gettext("Today"), 1: gettext("Tomorrow")}
    words = near.get(left, gettext("In %(n)d days") % {"n": left})
    soon = left <= SOON
    return {
        "day": day,
        "kind": "soon" if soon else "",
        "icon": "dia" if soon else "ring",
        "words": words,
    }


@register.filter
def no_date(clock: Deadline) -> str:
    """What stands in the place of a date that a clock does not have."""
    return gettext("Stands still") if clock.stands_still else gettext("The time has not started")


@register.filter
def stage_title(stage: str) -> str:
    return str(dict(Stage.choices).get(stage, stage))


@register.filter
def named_to(case: Complaint, nameless: list[str]) -> bool:
    """Whether a list may name the respondent: not in a body where the reader only audits."""
    return case.body_id not in nameless


@register.filter
def reads_letters(viewer: Viewer) -> bool:
    """Whether the texts may be opened, or only the list of letters be seen."""
    return viewer.how("letters") not in ("", "listed")
