"""The life of a draft: written by one person, approved by another, published once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codes.checks import has_no_faults, is_another_person, may_approve, may_draft
from codes.stages import OPEN, DraftStage
from ledger.models import Docket
from ledger.refusals import Overtaken
from ledger.steps import Staged, StageField, step

if TYPE_CHECKING:
    from people.models import User


class DraftSteps(Staged):
    approved_by: Any
    revision: Any
    stage = StageField(choices=DraftStage, default=DraftStage.DRAFTING)

    class Meta:
        abstract = True

    @property
    def docket(self) -> Docket:
        return Docket.system("codes")

    def lock_as_read(self) -> None:
        """Raise ``Overtaken`` also when the words are not those that were read."""
        super().lock_as_read()
        rows: Any = type(self)._base_manager
        now = rows.values_list("revision", flat=True).get(pk=self.pk)
        if now != self.revision:
            raise Overtaken(
                "Somebody else has changed this draft since you opened it. Look at it again first."
            )

    @step(
        DraftStage.DRAFTING,
        DraftStage.SUBMITTED,
        verb="draft.submitted",
        checks=[may_draft, has_no_faults],
    )
    def submit(self, *, by: User, digest: str) -> None:
        """Put the draft before a second person; nobody changes it meanwhile."""

    @step(
        DraftStage.SUBMITTED,
        DraftStage.DRAFTING,
        verb="draft.sent_back",
        checks=[may_approve],
    )
    def send_back(self, *, by: User, reason: str) -> None:
        """Send the draft back with what has to change."""

    @step(
        DraftStage.SUBMITTED,
        DraftStage.APPROVED,
        verb="draft.approved",
        checks=[may_approve, is_another_person, has_no_faults],
    )
    def approve(self, *, by: User, digest: str) -> None:
        """Approve the draft, word for word as it stands."""
        self.approved_by = by

    @step(
        [DraftStage.SUBMITTED, DraftStage.APPROVED],
        DraftStage.DRAFTING,
        verb="draft.taken_back",
        checks=[may_draft],
    )
    def take_back(self, *, by: User, reason: str) -> None:
        """Take the draft back to change it; it has to be approved anew."""
        self.approved_by = None

    @step(
        DraftStage.APPROVED,
        DraftStage.PUBLISHED,
        verb="draft.published",
        checks=[may_draft],
        internal=True,
    )
    def become_law(self, *, by: User, digest: str) -> None:
        """The draft is published as an edition."""

    @step(OPEN, DraftStage.DISCARDED, verb="draft.discarded", checks=[may_draft])
    def discard(self, *, by: User, reason: str) -> None:
        """Give the draft up; what it said stays in the record of drafts."""
