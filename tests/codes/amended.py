"""A code amended once, in each of the ways there are, and a correction on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from codes.models import Code, Edition
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from people.models import Body

TRY = "/ccmc/code/try/"
COMPARE = f"{TRY}compare/"
OLD = [
    ProvisionRecord("R", "rule", title="Rules of conduct"),
    ProvisionRecord("R-1", "rule", text="Members tell the truth.", enforceable=True, parent="R"),
    ProvisionRecord(
        "R-2",
        "rule",
        title="Secrets",
        text="Members keep what clients told them to themselves.",
        enforceable=True,
        parent="R",
        plain_title="Keep what clients say private",
        plain_hint="Told somebody about your health, records or care without the right to.",
    ),
    ProvisionRecord("R-3", "rule", text="Members pay their dues.", parent="R"),
    ProvisionRecord(
        "R-4",
        "rule",
        text="Members take no gifts and pay nobody for a referral.",
        enforceable=True,
        parent="R",
        plain_title="Take and pay nothing for referrals",
    ),
    ProvisionRecord("R-5", "rule", text="Members learn.", enforceable=True, parent="R"),
    ProvisionRecord("R-6", "rule", text="Members teach.", enforceable=True, parent="R"),
    ProvisionRecord("R-7", "rule", text="Members wear the badge.", enforceable=True, parent="R"),
    ProvisionRecord("R-8", "rule", text="Members answer letters.", enforceable=True, parent="R"),
]
NEW = [
    OLD[0],
    OLD[1],
    replace(OLD[2], text="Members keep what clients or their families told them to themselves."),
    replace(OLD[3], enforceable=True),
    replace(OLD[4], text="Members take no gifts."),
    ProvisionRecord(
        "R-4a",
        "rule",
        text="Members pay nobody for a referral.",
        enforceable=True,
        parent="R",
        continues=("R-4",),
    ),
    replace(OLD[5], text="Members learn and teach.", continues=("R-5", "R-6")),
    replace(OLD[8], number="R-6", lineage="R-8"),
    ProvisionRecord("R-9", "rule", text="Members say who pays them.", enforceable=True, parent="R"),
]
KINDS = {
    "reworded": 1,
    "recast": 1,
    "moved": 1,
    "split": 1,
    "merged": 1,
    "new": 1,
    "repealed": 1,
    "unchanged": 2,
}


def amend(body: Body) -> tuple[Edition, Edition, Edition]:
    """Publish the first edition, one in error, and the correction that took its place."""
    code = Code.objects.create(body=body, slug="try", title="Trial Code", applies_to=["CCM"])
    day = dt.date(2026, 3, 1)
    first = publish(code, Heading("First", "Ours"), OLD, by=None)
    wrong = publish(code, Heading("Second", "Ours", day), OLD, by=None)
    heading = Heading("Second, corrected", "Ours", day, correction=True)
    return first, wrong, publish(code, heading, NEW, by=None)
