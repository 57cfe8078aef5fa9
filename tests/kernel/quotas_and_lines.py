"""What the stateful test counts by plans, and who waits in line there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from kernel.naive import Naive, NOwner, NPlan, NQuota, NWish

from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan.plan_quotas import PlanQuotas
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription, Plans

ANY = st.integers(0, 10_000)
ELSEWHERE = st.sampled_from([False, False, True])
ROOMS = st.sampled_from(["A", "B", "W", "V", "C"])
OFFERED_FOR = timedelta(hours=24)
SILENT = {"time_passes", "reopen", "close"}
"""Gestures that let nobody go: what they make possible is offered by the next look at the line."""
SMALL = [NQuota("room", "day", 120), NQuota("room", "week", 240), NQuota("desk", "week", times=1)]
LARGE = [NQuota("room", "day", times=2), NQuota("room", "month", 300)]
LATER = [NQuota("room", "week", 600), NQuota("desk", "day", 60), NQuota("desk", "month", times=3)]
THEIR_PLANS = {
    "Luc Dupont": [NPlan(date(2026, 11, 1), SMALL)],
    "Inès Dupont": [NPlan(date(2026, 11, 1), LARGE), NPlan(date(2026, 12, 1), LATER)],
}
"""Marie has none; of the two that Inès has, the second begins in the middle of the tale."""


def sell(desk: Desk, numbers: Mapping[str, int]) -> None:
    """Have them have those plans, in that order."""
    plans, quotas = Plans(desk), PlanQuotas(desk)
    for who, theirs in THEIR_PLANS.items():
        for place, plan in enumerate(theirs):
            number = plans.add(NewPlan(name=f"{who} {place}", period=Period.MONTH, price_e4=0))
            counted = [Quota(number, "", UnitKind(q.kind), Span(q.span), q.minutes, q.times) for q in plan.quotas]
            quotas.keep(number, counted)
            plans.sell(NewSubscription(numbers[who], number, starts=plan.since))


class QuotasAndLines:
    """Mixed into the machine that asks the real kernel and the naive one."""

    naive: Naive
    ids: dict[str, int]
    people: dict[int, str]
    last: str
    if TYPE_CHECKING:
        do: Any
        here: Any
        raw: Any
        slot: Any
        look_at_the_wall: Any

    # -- in line -------------------------------------------------------------------------------------------------------

    def _wait(self, unit: int | None, who: int, start: datetime, end: datetime, elsewhere: bool) -> None:
        party = list(self.people)[who % 3]
        answer = self.do(elsewhere, "wait", unit, party, str(start), str(end))
        new = NWish(0, self.people[party], unit, start, end)
        same = [(w.who, w.unit, w.start, w.end) for w in self.naive.line if w.state == "waiting"]
        expected = None
        if start <= self.naive.now:
            expected = "NothingToWaitFor"
        elif self.naive.closed_on_purpose(start, end):
            expected = "ClosedOnPurpose"
        elif not self.naive.open(start, end):
            expected = "PlaceClosed"
        elif (new.who, unit, start, end) in same:
            expected = "AlreadyWaiting"
        assert answer.get("refused") == expected, (answer, expected)
        if expected is None:
            new.id = answer["ok"][0]
            self.naive.line.append(new)

    def _rooms_held(self) -> list[NOwner]:
        rooms = {self.ids[name] for name in ("A", "B", "W", "V", "C")}
        held = [o for o in self.naive.owners if o.holds(self.naive.now) and o.unit in rooms]
        return [o for o in held if o.kind == "booking" and o.start > self.naive.now]

    @rule(
        what=st.sampled_from(["held", "held", "the same", "the same", "any"]),
        unit=ROOMS,
        any_room=st.sampled_from([False, False, True]),
        who=ANY,
        day=st.sampled_from([0, 0, 1, 7]),
        at=st.integers(15, 30),
        long=st.sampled_from([1, 2, 3]),
        elsewhere=ELSEWHERE,
    )
    def wait(
        self, what: str, unit: str, any_room: bool, who: int, day: int, at: int, long: int, elsewhere: bool
    ) -> None:
        """For what somebody else has, what others wait for too, or a time that may be free; or for any room then."""
        asked, (start, end) = self.ids[unit], self.slot(day, at, long)
        waits = [wish for wish in self.naive.line if wish.state == "waiting" and wish.unit is not None]
        if what == "the same" and waits:
            like = waits[who % len(waits)]
            asked, start, end, any_room = like.unit or asked, like.start, like.end, False
        elif what != "any" and (held := self._rooms_held()):
            mine = held[who % len(held)]
            asked, start, end = mine.unit, mine.start, mine.end
        self._wait(None if any_room else asked, who, start, end, elsewhere)

    def _waited_for(self) -> list[NOwner]:
        waits = [wish for wish in self.naive.line if wish.state == "waiting"]
        return [o for o in self._rooms_held() if any(w.start < o.end and o.start < w.end for w in waits)]

    @precondition(_waited_for)
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def let_go_of_what_is_waited_for(self, which: int, elsewhere: bool) -> None:
        wanted = self._waited_for()
        mine = wanted[which % len(wanted)]
        assert "ok" in self.do(elsewhere, "cancel", mine.id)
        mine.state = "cancelled"

    @precondition(lambda self: self.naive.line)
    @rule(which=ANY, act=st.sampled_from(["leave", "come_back", "say_nothing"]), elsewhere=ELSEWHERE)
    def somebody_in_line(self, which: int, act: str, elsewhere: bool) -> None:
        wish = self.naive.line[which % len(self.naive.line)]
        if act == "leave":
            self._leave(wish, elsewhere)
        elif act == "come_back":
            answer = self.do(elsewhere, "come_back", wish.id)
            assert answer.get("refused") == (None if wish.state == "left" else "AlreadyDone"), answer
            wish.state = "waiting" if wish.state == "left" else wish.state
        elif wish.offer is not None and wish.offer.expires is not None and wish.offer.holds(self.naive.now):
            self.naive.now = wish.offer.expires  # that very minute it is the next one's
            self.last = "time_passes"

    def _leave(self, wish: NWish, elsewhere: bool) -> None:
        """They wait no longer, or say no to what they were offered."""
        answer = self.do(elsewhere, "leave", wish.id)
        if wish.offer is not None:
            undecided = wish.offer.state == "tentative" and wish.offer.holds(self.naive.now)
            assert answer.get("refused") == (None if undecided else "AlreadyDone"), answer
            wish.offer.state = "cancelled" if undecided else wish.offer.state
            return
        assert answer.get("refused") == (None if wish.state == "waiting" else "AlreadyDone"), answer
        wish.state = "left" if wish.state == "waiting" else wish.state

    # -- what is offered -----------------------------------------------------------------------------------------------

    def offers_made(self) -> dict[int, tuple[int, int, str]]:
        """Offers in the store that the model does not know of yet, in the order in which they were made."""
        known = {wish.offer.id for wish in self.naive.line if wish.offer is not None}
        rows = self.raw.execute(
            "SELECT b.id, w.id, b.unit_id, b.expires FROM waiting AS w JOIN booking AS b ON b.id = w.booking_id"
            " ORDER BY b.id"
        )
        return {booking: (wish, unit, expires) for booking, wish, unit, expires in rows if booking not in known}

    def serve_the_line(self) -> None:
        """What came free was offered to the first who can have it, by the gesture that let it go."""
        now = self.naive.now
        if any(wish.state == "waiting" for wish in self.naive.line):
            late = self.here.perform({"do": "offer", "with": (), "now": str(now)})["ok"]
            assert not late or self.last in SILENT, (self.last, late)
        self.look_at_the_wall()
        made = list(self.offers_made().items())
        for wish in self.naive.line:
            if wish.state != "waiting" or wish.start <= now or not (units := self.naive.would_do(wish)):
                continue
            assert made, ("not offered", wish)
            booking, (number, unit, expires) = made.pop(0)
            assert number == wish.id, (number, wish)
            assert unit in units
            until = min(now + OFFERED_FOR, wish.start)
            assert expires == str(until)
            wish.state = "offered"
            wish.offer = NOwner("booking", booking, wish.who, unit, wish.start, wish.end, "tentative", until)
            self.naive.owners.append(wish.offer)
            self.naive.seats["booking", booking] = sorted(self.naive.leaves(unit))
            self.told["offered"] += 1
        assert not made, made
