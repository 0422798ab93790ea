"""A step changes a stage, saves it and enters it in the ledger; or it does none of these.

``step`` is the only way from one stage to another, ``act`` the way to change several rows
without moving the case. Both lock the docket first, so every check stays true until the
transaction ends, and of two people acting at once the second reads what the first has done.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import django_fsm as fsm
from django.db import models, transaction
from django.utils.translation import gettext

from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden, Overtaken, Refusal

Check = Callable[[Any, Any], None]
P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Staged")


# What is asked of every step and act beside its own checks, with what it was given to keep: the
# subject, the name of the act, who acts, the details. Higher apps register theirs.
SCRUTINY: list[Callable[[Any, str, Any, Mapping[str, Any]], None]] = []


class StageDescriptor(fsm.FSMFieldDescriptor):
    """Lets a row be read again from the database, and nothing else assign its stage."""

    def __set__(self, instance: Any, value: Any) -> None:
        if getattr(instance, "_reading_again", False):
            self.field.set_proxy(instance, value)
            self.field.set_state(instance, value)
        else:
            super().__set__(instance, value)


class StageField(fsm.FSMField):
    """A protected stage.

    django-fsm-2 4.2 lifts the protection of the whole class while one row is refreshed, and
    for good when that fails; this one lifts it for the row alone.
    """

    descriptor_class = StageDescriptor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["protected"] = True
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)


class Staged(fsm.ConcurrentTransitionMixin, models.Model):
    """A model with a ``docket`` and a ``stage`` that only steps may change."""

    docket: Any
    stage: Any

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self._reading_again = True
        try:
            models.Model.refresh_from_db(self, *args, **kwargs)
        finally:
            self._reading_again = False
        self._update_initial_state()

    def after_step(self, entry: Entry, **consequences: Any) -> None:
        """Carry out what the step declares, inside its transaction."""

    def lock_as_read(self) -> None:
        """Lock the docket; raise ``Overtaken`` unless the stage is still the one read."""
        self.docket.lock()
        rows: Any = type(self)._base_manager
        now = rows.values_list("stage", flat=True).get(pk=self.pk)
        if now != self.stage:
            field: Any = self._meta.get_field("stage")
            words = dict(field.flatchoices)[now]
            raise Overtaken(
                "Someone else has moved this on since you opened it. "
                f"It is now: {words}. Nothing you entered has been carried out."
            )


def _scrutinise(subject: Any, name: str, details: Mapping[str, Any]) -> None:
    for ask in SCRUTINY:
        ask(subject, name, details["by"], details)


def _conduct(subject: Any, by: Any, sources: Collection[str], checks: Sequence[Check]) -> None:
    if sources and subject.stage not in sources:
        words = gettext("This is not possible at the stage “%(stage)s”.")
        raise Blocked(words % {"stage": subject.get_stage_display()})
    for check in checks:
        check(subject, by)


def step(
    source: str | Sequence[str],
    target: str,
    *,
    verb: str,
    checks: Sequence[Check] = (),
    internal: bool = False,
    **consequences: Any,
) -> Callable[[Callable[Concatenate[S, P], None]], Callable[Concatenate[S, P], Entry]]:
    """Make a method the only way from ``source`` to ``target``.

    The body sets fields; it saves nothing and sends nothing. It takes ``by``, the person
    acting. Whatever else it takes is written to the ledger, and kept as long as its key.
    An ``internal`` step is called from another life cycle, never by a person.
    """
    sources = [source] if isinstance(source, str) else list(source)

    def decorate(body: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], Entry]:
        move = fsm.transition("stage", sources, target, custom={"verb": verb})(body)

        def take(self: S, /, *args: P.args, **details: P.kwargs) -> Entry:
            by: Any = details["by"]
            with transaction.atomic():
                self.lock_as_read()
                _conduct(self, by, sources, checks)
                _scrutinise(self, body.__name__, details)
                was = self.stage
                try:
                    move(self, *args, **details)
                    self.save()
                    entry: Entry = self.docket.enter(
                        verb, self, stage=(str(was), str(self.stage)), **details
                    )
                    self.after_step(entry, **consequences)
                except BaseException:
                    self.__dict__["stage"] = was
                    raise
            return entry

        functools.update_wrapper(take, move)
        _describe(take, sources, checks, verb=verb, internal=internal)
        take.consequences = consequences  # type: ignore[attr-defined]
        return take

    return decorate


def act(
    *, stages: Sequence[str] = (), checks: Sequence[Check] = ()
) -> Callable[[Callable[Concatenate[Any, P], R]], Callable[Concatenate[Any, P], R]]:
    """Make a function over a staged subject a checked, locked, all-or-nothing act.

    The function enters what it does in the ledger itself. ``stages`` empty means any.
    """

    def decorate(body: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R]:
        @functools.wraps(body)
        def take(subject: Any, /, *args: P.args, **details: P.kwargs) -> R:
            with transaction.atomic():
                subject.lock_as_read()
                _conduct(subject, details["by"], stages, checks)
                _scrutinise(subject, body.__name__, details)
                return body(subject, *args, **details)

        _describe(take, stages, checks, verb="", internal=False)
        return take

    return decorate


def _describe(
    take: Any, sources: Sequence[str], checks: Sequence[Check], *, verb: str, internal: bool
) -> None:
    take.sources, take.checks = [str(s) for s in sources], list(checks)
    take.verb, take.internal = verb, internal


@dataclass(frozen=True)
class Choice:
    """A step offered to someone; ``blocked`` says why it cannot be taken yet."""

    name: str
    blocked: str = ""


def offered(take: Any, subject: Any, user: Any, name: str) -> Choice | None:
    """The choice as it stands for ``user``; None when the stage or the person rules it out."""
    if take.sources and subject.stage not in take.sources:
        return None
    try:
        for check in take.checks:
            check(subject, user)
    except Forbidden:
        return None
    except Refusal as refusal:
        return Choice(name, blocked=str(refusal))
    return Choice(name)


def steps_of(model: type[Staged]) -> Iterator[tuple[str, Any]]:
    """Every step of a life cycle by name, in the order they are written."""
    seen = set()
    for owner in reversed(model.__mro__):
        for name, value in vars(owner).items():
            if hasattr(value, "_django_fsm") and name not in seen:
                seen.add(name)
                yield name, getattr(model, name)
