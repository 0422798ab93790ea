"""Letters that go by post, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from complaints import deliveries, invitations
from tests.walk.people import Company


class PostSteps(Company):
    close_response: Callable[[], object]

    def come_back(self) -> Self:
        """A letter that lay in the portal, and that nobody opened, is posted and comes back."""
        notice = self.serve().case.notices.filter(state="served", role="respondent").first()
        assert notice is not None
        self.act(deliveries.post_as_well, self.staff, notice=notice)
        posted = {"on": self.case.today, "tracking": "", "waits": True}
        self.act(deliveries.record_posting, self.staff, notice=notice, **posted)
        self.act(deliveries.record_return, self.staff, notice=notice, reason="Moved away.")
        return self

    def lose_the_notice(self) -> Self:
        """Unopened, the notice is posted, its window is closed; then the letter comes back."""
        notice = self.case.notices.get(letter="L09")
        self.act(deliveries.post_as_well, self.staff, notice=notice)
        posted = {"on": self.case.today, "tracking": "", "waits": False}
        self.act(deliveries.record_posting, self.staff, notice=notice, **posted)
        self.days(2)
        self.close_response()
        self.act(deliveries.record_return, self.staff, notice=notice, reason="Moved away.")
        return self

    def invite_again(self) -> Self:
        self.act(invitations.invite_again, self.staff)
        return self.serve()
