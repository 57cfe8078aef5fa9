"""What was in the basket when the counter was left with nothing paid: it is there again on the same person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.counter.basket import Chosen
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.front.articles import Article
    from tierslieu_desk.services.front.counter_card import PersonCard, Slate


class Kept:
    """One basket for each person, and one for nobody, until the day is over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left: dict[int | None, tuple[date, Chosen]] = {}
        self._put_back: int | None = None

    def keep(self, party_id: int | None, chosen: Chosen) -> None:
        """Left with nothing paid; what they owe already is on their card whether it was in the basket or not."""
        if chosen.articles:
            self._left[party_id] = (self._clock.wall().date(), chosen.copy())
        self._put_back = None

    def put_back(self, card: PersonCard, chosen: Chosen, articles: Sequence[Article]) -> None:
        """What they left goes into an empty basket, as far as it is still to be paid and sold."""
        before = self._take(card.id) if chosen.empty else None
        if before is None:
            return
        chosen.take(before, articles)
        chosen.slate, chosen.owed = _still(before.slate, card.slate), _still(before.owed, card.besides)
        asked = {bill.id for bill in before.bills}
        chosen.bills = [bill for bill in card.bills if bill.id in asked]
        due = {day.visit_id for day in card.days_due}
        chosen.days = [day for day in before.days if day.visit_id in due]
        comes = before.arrives is not None and card.here_since is None
        chosen.arrives = before.arrives if comes and any(one.half_days for one, _n in chosen.articles) else None
        self._put_back = card.id

    def put_back_nameless(self, chosen: Chosen, articles: Sequence[Article]) -> None:
        """The same of what nobody gave a name for, when it is asked for."""
        before = self._take(None) if chosen.empty else None
        if before is not None:
            chosen.take(before, articles)

    def leave_with(self, party_id: int, chosen: Chosen) -> None:
        """Somebody else is meant: what was put back is for whoever left it, what was just chosen goes along."""
        if self._put_back == party_id:
            self.keep(party_id, chosen)
            chosen.clear()
        chosen.forget_the_person()

    def _take(self, party_id: int | None) -> Chosen | None:
        day, chosen = self._left.pop(party_id, (None, None))
        return chosen if day == self._clock.wall().date() else None


def left_words(name: str) -> str:
    """What is said of a basket that was left; `name` is empty when nobody was asked for theirs."""
    if name:
        return _("Nothing is paid: the basket of %(name)s is kept.") % {"name": name}
    return _("Nothing is paid: the basket is kept.")


def _still(before: Slate | None, now: Slate) -> Slate | None:
    """Of what was to be paid together, what is still owed."""
    asked = {line.charge_id for line in before.lines} if before is not None else set()
    lines = tuple(line for line in now.lines if line.charge_id in asked)
    return replace(now, lines=lines) if lines else None
