from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from codes.documents import Faulty
from codes.models.codes import Code, Edition, Provision
from codes.models.json_text import JSONTextField
from codes.models.procedures import Procedure, ProcedureEdition
from codes.placing import displaced
from codes.provisions import read_provisions
from codes.records import Heading, ProvisionRecord
from codes.rules import Rules
from codes.stages import OPEN
from codes.workflow import DraftSteps
from ledger.refusals import Blocked
from people.models import Body, User


class Draft(DraftSteps):
    """An edition to be: its heading, and its content as it would stand in a file.

    ``hands`` are the keys of everybody who wrote in it; ``revision`` counts the changes, so
    that nobody writes over words they have not seen.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    label = models.CharField(max_length=80, blank=True)
    provenance = models.TextField(blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    correction = models.BooleanField(default=False)
    content = JSONTextField()
    revision = models.PositiveIntegerField(default=1)
    hands = JSONTextField(default=list)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    kind = ""
    # The code or the procedure that it is to be an edition of, and what would be published.
    of: Any
    based_on: Any
    digest: Any
    faults_of_content: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.label or 'A draft without a label'} of the {self.of}"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.kind, self.pk])

    @property
    def heading(self) -> Heading:
        return Heading(
            self.label, self.provenance, self.in_force_from, self.ends_on, self.correction
        )

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @cached_property
    def faults(self) -> list[str]:
        """What stands in the way of publishing it, each with the key it concerns."""
        found = []
        try:
            displaced(self.of.editions.in_order(), self.heading)
        except Blocked as blocked:
            found.append(str(blocked))
        if not self.provenance.strip():
            found.append("Say where the text comes from.")
        return [*found, *self.faults_of_content()]


def line_numbered(draft: CodeDraft, number: str) -> dict[str, Any] | None:
    return next((line for line in draft.content if line["number"] == number), None)


class CodeDraft(Draft):
    """An edition of a code that is being written."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="drafts")
    based_on = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")

    kind = "code"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(stage__in=OPEN), name="one_open_draft_of_a_code"
            )
        ]

    @property
    def of(self) -> Code:
        return self.code

    @property
    def records(self) -> Sequence[ProvisionRecord]:
        """Its provisions; raises ``Faulty`` when they cannot stand."""
        return read_provisions(self.content)

    @cached_property
    def lines_before(self) -> list[Provision]:
        """The provisions of the edition it is based on, in order."""
        if self.based_on_id is None:
            return []
        return list(Provision.objects.filter(edition=self.based_on_id).order_by("position"))

    def lineage_for(self, was: str, number: str, taken: Sequence[str]) -> str:
        """The lineage of a line that is written: the one it had, takes up alone, or a new one.

        A new line may have the number of one that was repealed long ago, but not its lineage.
        """
        others = {
            one.get("lineage") or one["number"] for one in self.content if one["number"] != was
        }
        line = line_numbered(self, was)
        had = (line.get("lineage") or was) if line else ""
        known = {one.lineage for one in self.lines_before}
        if had and (had in taken or (not taken and had not in known)):
            return had
        if len(taken) == 1 and taken[0] not in others:
            return taken[0]
        every = set(
            Provision.objects.filter(edition__code=self.code).values_list("lineage", flat=True)
        )
        wanted, turn = number, 1
        while wanted in every | others:
            turn += 1
            wanted = f"{number}~{turn}"
        return wanted

    def faults_of_content(self) -> list[str]:
        try:
            read_provisions(self.content)
        except Faulty as faulty:
            return [self._in_words(fault) for fault in faulty.faults]
        return []

    def _in_words(self, fault: str) -> str:
        """Name the provision by its number and not by its place."""
        key, _, sentence = fault.partition(": ")
        place = key.removeprefix("provisions[").partition("]")[0]
        if not place.isdigit():
            return "The edition has no provisions."
        return f"{self.content[int(place) - 1]['number']}: {key.partition('.')[2]} {sentence}"

    @property
    def digest(self) -> str:
        return self.heading.digest_with(provisions=[record.as_json() for record in self.records])


class ProcedureDraft(Draft):
    """An edition of a procedure that is being written."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="drafts")
    based_on = models.ForeignKey(
        ProcedureEdition, models.PROTECT, null=True, blank=True, related_name="+"
    )

    kind = "procedure"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(stage__in=OPEN),
                name="one_open_draft_of_a_procedure",
            )
        ]

    @property
    def of(self) -> Procedure:
        return self.procedure

    @property
    def rules(self) -> Rules:
        """What it would say; raises ``Faulty`` when it cannot be read."""
        return Rules.from_document(self.content)

    def faults_of_content(self) -> list[str]:
        try:
            Rules.from_document(self.content)
        except Faulty as faulty:
            return faulty.faults
        return []

    @property
    def digest(self) -> str:
        content: Any = self.content
        return self.heading.digest_with(document=content)
