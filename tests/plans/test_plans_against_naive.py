"""Random histories of selling, coming, pausing, changing, handing on: the desk keeps the book as paper would."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders import describe_place, open_desk, organisation, person
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plans.naive import FOREVER, NPlace, NRight, NSub
from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.plan.below_zero import BelowZero, Limits
from tierslieu_desk.services.plan.passes import Passes
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.subscriptions import Subscriptions, When
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import StoppedClock

BEGIN = datetime(2026, 10, 29, 9)
"""A Thursday, three days before a month ends."""
WHO = ("Marie", "Paul", "Luc", "Company")
PLANS = {  # cents, days included, rolls over, shared
    "Five": (3000, 5, False, False),
    "Rolling": (4700, 2, True, False),
    "Free": (9900, None, False, False),
    "Shared": (5000, 3, True, True),
    "All": (20000, None, False, True),
}
PASSES = {  # half-days, good for so many days, hours, runs
    "Book": (6, None, (0, 24), None),
    "Soon": (4, 4, (0, 24), None),
    "Evening": (2, None, (17, 24), None),
    "Week": (6, 20, (0, 24), 3),
}
ANY = st.integers(0, 20)
SEEN_EVERY = 7
"""So many steps, and all of it is looked at, beside what is left after each."""
PEOPLE = st.sampled_from([0, 0, 0, 1, 3, 3])
STEPS: dict[str, tuple[int, st.SearchStrategy[Any]]] = {  # how often, and with what
    "visit": (10, st.tuples(st.sampled_from([0, 0, 0, 1, 2]), st.integers(0, 2), st.sampled_from([9, 9, 14, 18]))),
    "pass": (3, st.tuples(PEOPLE, st.sampled_from(sorted(PASSES)))),
    "plan": (2, st.tuples(PEOPLE, st.sampled_from(sorted(PLANS)))),
    "below": (1, st.tuples(st.sampled_from([0, 1, 2, 5]))),
    "time": (1, st.tuples(st.sampled_from(["day", "week", "month", "back"]))),
    "renew": (2, st.tuples()),
    "leave": (1, st.tuples(ANY)),
    "undo": (3, st.tuples(ANY)),
    "pause": (2, st.tuples(ANY, st.integers(-9, 9), st.integers(0, 35))),
    "unpause": (1, st.tuples(ANY)),
    "change": (1, st.tuples(ANY, st.sampled_from(sorted(PLANS)), st.booleans())),
    "end": (2, st.tuples(ANY, st.one_of(st.none(), st.integers(-9, 40)))),
    "hand": (2, st.tuples(ANY, PEOPLE)),
}


def one_of(kinds: list[str]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.sampled_from(kinds).flatmap(_with)


def _with(kind: str) -> st.SearchStrategy[tuple[Any, ...]]:
    return STEPS[kind][1].map(lambda values: (kind, *values))


SOLD = one_of(["pass", "plan"])
STEP = one_of([kind for kind, (often, _values) in STEPS.items() for _time in range(often)])
HISTORY = st.builds(
    list.__add__,
    st.lists(SOLD, min_size=3, max_size=6),
    st.lists(STEP, min_size=30, max_size=45),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four, and the plans, in a store to copy."""
    folder = tmp_path_factory.mktemp("plans") / "desk"
    with open_desk(folder, BEGIN) as desk:
        describe_place(desk)
        people = [person(desk, name) for name in WHO[:3]]
        company = organisation(desk, WHO[3])
        for who in people[:2]:
            People(desk).affiliate(who, company)
        for name, (cents, days, rolls, shared) in PLANS.items():
            new = NewPlan(name=name, period=Period.MONTH, price_e4=cents * 100, days_included=days, rolls_over=rolls)
            Plans(desk).add(replace(new, shared=shared))
    return folder


class Both:
    """The desk and the paper, told the same."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(stores.Store(folder), StoppedClock(BEGIN), lambda: "Camille")
        self.naive = NPlace(BEGIN, {"Company": {"Marie", "Paul"}})
        rows = People(self.desk).list(limit=9)
        self.ids = {name: next(row.id for row in rows if row.name.split()[0] == name) for name in WHO}
        self.plan_ids = {row.name: row.id for row in Plans(self.desk).list()}
        self.visits: list[tuple[int, Any]] = []
        self.subs: list[tuple[int, NSub]] = []
        self.passes: list[tuple[int, int]] = []
        self.pauses: list[tuple[int, NSub]] = []

    def step(self, gesture: str, *values: Any) -> None:
        getattr(self, f"do_{gesture}")(*values)

    def do_time(self, how: str) -> None:
        now = self.naive.now
        days = {"day": 1, "week": 7, "month": 30, "back": -1}
        self.turn((now + timedelta(days=days[how])).replace(hour=9))

    def turn(self, moved: datetime) -> None:
        self.naive.now = moved
        self.desk.clock.set(moved)

    def do_visit(self, who: int, days: int, hour: int) -> None:
        wanted = (self.naive.now + timedelta(days=days)).replace(hour=hour)
        self.turn(max(wanted, self.naive.now))  # a clock set back is refused at the door, and tested there
        self.do_come(who)

    def do_come(self, who: int) -> None:
        if self.naive.behind(WHO[who]):
            with pytest.raises(errors.ClockBehind):
                Visits(self.desk).check_in(self.ids[WHO[who]])
            return
        expected = self.naive.check_in(WHO[who])
        try:
            visit = Visits(self.desk).check_in(self.ids[WHO[who]])
        except errors.AlreadyHere:
            assert expected is None
            return
        assert expected is not None
        self.visits.append((visit.id, expected))
        wanted = self.naive.missing(expected) > 0 and not self.naive.unlimited(WHO[who])
        assert (visit.half_days, visit.used, visit.to_pay) == (
            expected.half_days,
            sum(taken for _right, taken in expected.drawn),
            wanted,
        )

    def do_below(self, half_days: int) -> None:
        self.naive.below = half_days
        BelowZero(self.desk).set(Limits(half_days=half_days))

    def do_leave(self, which: int) -> None:
        here = [v for _id, v in self.visits if not v.gone and not v.undone and v.at.date() == self.naive.today]
        if here and here[which % len(here)].at <= self.naive.now:
            visit = here[which % len(here)]
            if self.naive.behind(visit.who):
                return
            Visits(self.desk).check_out(self.ids[visit.who])
            visit.gone = True

    def do_undo(self, which: int) -> None:
        standing = [one for one in self.visits if not one[1].gone and not one[1].undone]
        if standing:
            number, visit = standing[which % len(standing)]
            self.naive.undo(visit)
            Visits(self.desk).undo_check_in(number)

    def do_pass(self, who: int, kind: str) -> None:
        half_days, good, hours, runs = PASSES[kind]
        last = FOREVER if good is None else self.naive.today + timedelta(days=good)
        shared = WHO[who] == "Company"
        rest = (last, half_days, half_days, shared, hours, runs, last)
        self.naive.sell_pass(NRight(WHO[who], self.naive.today, *rest))
        sold = Plans(self.desk).sell_pass(
            NewPass(
                party_id=self.ids[WHO[who]],
                name=kind,
                days=half_days // 2,
                price_e4=0,
                valid_until=None if good is None else last,
                window=(hours[0] * 60, hours[1] * 60),
                runs_days=runs,
                shared=shared,
            )
        )
        self.passes.append((sold, self.naive.passes))

    def new_sub(self, who: str, plan: str) -> NSub:
        cents, days, rolls, shared = PLANS[plan]
        return NSub(who, plan, cents, days, rolls, shared, self.naive.today)

    def do_plan(self, who: int, plan: str) -> None:
        sub = self.new_sub(WHO[who], plan)
        self.naive.sell_sub(sub)
        self.subs.append((Plans(self.desk).sell(NewSubscription(self.ids[WHO[who]], self.plan_ids[plan])), sub))

    def do_renew(self) -> None:
        self.naive.renew()
        Plans(self.desk).renew_due(self.naive.today)

    def do_pause(self, which: int, ahead: int, length: int) -> None:
        if not self.subs:
            return
        number, sub = self.subs[which % len(self.subs)]
        first = self.naive.today + timedelta(days=ahead)
        last = first + timedelta(days=length)
        done = self.naive.pause(sub, first, last)
        try:
            pause, _cents = Subscriptions(self.desk).pause(number, first, last)
        except (errors.PauseOutside, errors.AlreadyPaused):
            assert not done
            return
        assert done
        self.pauses.append((pause, sub))

    def do_unpause(self, which: int) -> None:
        if self.pauses:
            _pause, sub = self.pauses[which % len(self.pauses)]
            latest = max(pause for pause, owner in self.pauses if owner is sub)
            self.pauses.remove((latest, sub))
            self.naive.unpause(sub)
            Subscriptions(self.desk).take_back_pause(latest)

    def do_change(self, which: int, plan: str, later: bool) -> None:
        if not self.subs:
            return
        number, sub = self.subs[which % len(self.subs)]
        new = self.new_sub(sub.who, plan)
        done = self.naive.change(sub, new, later)
        try:
            changed = Subscriptions(self.desk).change_plan(
                number, self.plan_ids[plan], When.NEXT if later else When.NOW
            )
        except (errors.SamePlan, errors.SlotReversed, errors.AlreadyDone):
            assert not done
            return
        assert done
        self.subs.append((changed.new_id, new))

    def do_end(self, which: int, ahead: int | None) -> None:
        if not self.subs:
            return
        number, sub = self.subs[which % len(self.subs)]
        last = None if ahead is None else self.naive.today + timedelta(days=ahead)
        done = self.naive.end(sub, last or FOREVER)
        try:
            Plans(self.desk).end(number, last)
        except errors.SlotReversed:
            assert not done
            return
        assert done

    def do_hand(self, which: int, to: int) -> None:
        if not self.passes:
            return
        number, sold_as = self.passes[which % len(self.passes)]
        done = self.naive.transfer(sold_as, WHO[to])
        try:
            handed = Passes(self.desk).transfer(number, self.ids[WHO[to]])
        except (errors.TransferToOneself, errors.NothingLeft):
            assert not done
            return
        assert done
        self.passes.append((handed.new_id, self.naive.passes))

    def agree_on_what_is_left(self) -> None:
        with self.desk.store.reading() as session:
            for name, number in self.ids.items():
                assert allowances.left_on(session, number, self.naive.today) == self.naive.left(name), name

    def agree(self) -> None:
        """What is left, what is owed, who has to pay: the same on paper, on the person's sheet and on Today."""
        for name, number in self.ids.items():
            assert sum(one.half_days for one in Plans(self.desk).sources(number)) == self.naive.left(name), name
        with self.desk.store.reading() as session:
            for number, sub in self.subs:
                owed = select(func.coalesce(func.sum(Charge.gross_cents), 0)).where(Charge.subscription_id == number)
                assert session.execute(owed).scalar_one() == sub.cost(), sub
        for row in Today(self.desk).view().here:
            name = next(who for who, number in self.ids.items() if number == row.party_id)
            assert (row.half_days_left or 0) == self.naive.left(name), name
            (visit,) = [v for _id, v in self.visits if v.who == name and v in self.naive.of_today(name) and not v.gone]
            assert row.to_pay == (0 if self.naive.unlimited(name) else self.naive.missing(visit)), name


def told(house: Path, steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copyfile(house / stores.FILE, Path(folder) / stores.FILE)
        both = Both(Path(folder))
        try:
            for number, step in enumerate(steps, 1):
                both.step(*step)
                both.agree_on_what_is_left()
                if number % SEEN_EVERY == 0:
                    both.agree()
            both.agree()
            assert Verification(both.desk).run() == ()
        finally:
            both.desk.store.close()


@pytest.mark.soak
def test_random_histories_end_with_the_book_that_paper_would_have(house: Path, rounds: Callable[[int], int]) -> None:
    @settings(
        max_examples=rounds(250),
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(steps=HISTORY)
    def run(steps: list[tuple[Any, ...]]) -> None:
        told(house, steps)

    run()
