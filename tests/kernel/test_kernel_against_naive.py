"""Thousands of random gestures, some by another process: every one is accepted or refused as brute force would."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from builders import NOW, describe_place, open_desk, person
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from kernel.gestures import HORIZON, Gestures
from kernel.naive import Naive, NOwner, NSeries, NUnit
from kernel.other_desk import OtherDesk
from kernel.quotas_and_lines import THEIR_PLANS, QuotasAndLines, sell
from kernel.series_and_calendars import SeriesAndCalendars

from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.wallclock import StoppedClock

FIRST = datetime(2026, 11, 25)
"""A Wednesday, the day after `NOW`."""
DAYS = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 7, 28, 28, 28, 35])
HALF_HOURS = st.sampled_from([*range(17, 25), *range(17, 25), 15, 30, 37, 39])
LENGTHS = st.sampled_from([1, 2, 2, 3, 4, 5])
ANY = st.integers(0, 10_000)
ELSEWHERE = st.sampled_from([False, False, True])
REASONS = st.sampled_from(["", "", "", "asked by the mayor"])
UNITS = st.sampled_from(["A", "B", "W", "V", "C", "P", "P", "P", "P", "D1", "D2", "bay"])


House = tuple[dict[int, NUnit], dict[str, int], dict[int, str], Path]


def build(folder: Path, gap: int, counted: bool) -> House:
    """Rooms A and B make W, W and C make V; three desks D make the pool P, the first two also the bay."""
    add = {
        "A": NewUnit("A", UnitKind.ROOM, buffers=Buffers(30, 60)),
        "B": NewUnit("B", UnitKind.ROOM),
        "C": NewUnit("C", UnitKind.ROOM, buffers=Buffers(0, 30)),
        "W": NewUnit("W", UnitKind.ROOM, buffers=Buffers(60, 0)),
        "V": NewUnit("V", UnitKind.ROOM),
        **{f"D{n}": NewUnit(f"D{n}", UnitKind.DESK) for n in (1, 2, 3)},
        "bay": NewUnit("bay", UnitKind.DESK, buffers=Buffers(0, 30)),
    }
    parts = {"W": ("A", "B"), "V": ("W", "C"), "bay": ("D1", "D2")}
    with open_desk(folder) as desk:
        describe_place(desk)
        units = Units(desk)
        ids = {name: units.add(new) for name, new in add.items()}
        for whole, made_of in parts.items():
            units.compose(ids[whole], [ids[part] for part in made_of])
        members = tuple(ids[f"D{n}"] for n in (1, 2, 3))
        ids["P"] = units.add_pool(NewUnit("P", UnitKind.DESK, buffers=Buffers(gap, 0)), members)
        people = {person(desk, name, "Dupont"): f"{name} Dupont" for name in ("Marie", "Luc", "Inès")}
        if counted:
            sell(desk, {name: number for number, name in people.items()})
    model = {
        ids[name]: NUnit(
            ids[name],
            tuple(ids[part] for part in parts.get(name, ())),
            (),
            new.buffers.before,
            new.buffers.after,
            new.kind,
        )
        for name, new in add.items()
    }
    model[ids["P"]] = NUnit(ids["P"], (), members, gap, 0, UnitKind.DESK)
    return model, ids, people, folder


class Kernel(SeriesAndCalendars, QuotasAndLines, RuleBasedStateMachine):
    """The real kernel, in two processes, and the naive one.

    To add gestures: a method each of `gestures.Gestures`, a class of rules beside
    `series_and_calendars.SeriesAndCalendars` named among the bases here, and what they decide in `naive.Naive`.
    """

    steps: ClassVar[int] = 0
    told: ClassVar[Counter[str]] = Counter()
    other: ClassVar[OtherDesk]
    houses: ClassVar[dict[tuple[int, bool], House]]

    @initialize(which=st.sampled_from([(0, False), (0, True), (30, True)]))
    def house(self, which: tuple[int, bool]) -> None:
        model, self.ids, self.people, built = self.houses[which]
        self.folder = tempfile.TemporaryDirectory()
        shutil.copyfile(built / stores.FILE, Path(self.folder.name) / stores.FILE)
        self.naive = Naive(model, NOW, plans=THEIR_PLANS if which[1] else {})
        self.here = Gestures(Desk(stores.Store(Path(self.folder.name)), StoppedClock(NOW), lambda: "Camille"))
        self.other.ask({"open": self.folder.name})
        self.raw = sqlite3.connect(Path(self.folder.name) / stores.FILE)

    def teardown(self) -> None:
        if hasattr(self, "raw"):
            self.raw.close()
            assert not self.here.desk.store.in_unit_of_work
            self.here.desk.store.close()
            self.other.ask({"open": str(self.houses[0, False][3])})
            self.folder.cleanup()

    # -- asking both ---------------------------------------------------------------------------------------------------

    def do(self, elsewhere: bool, gesture: str, *values: Any) -> dict[str, Any]:
        type(self).steps += 1
        self.last = gesture
        asked = {"do": gesture, "with": values, "now": str(self.naive.now)}
        answer = self.other.ask(asked) if elsewhere else self.here.perform(asked)
        self.told[answer.get("refused", "ok")] += 1
        return answer

    def slot(self, day: int, half_hour: int, length: int) -> tuple[datetime, datetime]:
        start = FIRST + timedelta(days=day, minutes=30 * half_hour)
        return start, start + timedelta(minutes=30 * length)

    def check(
        self, answer: dict[str, Any], expected: str | None, unit: int, start: datetime, end: datetime, *gone: NOwner
    ) -> bool:
        """Whether it was accepted, as expected; whoever is named in a refusal really stands there."""
        assert answer.get("refused") == expected, (answer, expected)
        if expected == "SlotTaken":
            leaves = self.naive.leaves(unit)
            standing = {
                owner.who
                for owner in self.naive.owners
                if owner.holds(self.naive.now)
                and owner not in gone
                and owner.start < end
                and start < owner.end
                and leaves & set(self.naive.seats[owner.kind, owner.id])
            }
            assert answer["by"] in standing
        return expected is None

    def one_of(self, number: int, *, holding: bool = False) -> NOwner:
        found = [o for o in self.naive.owners if o.kind == "booking" and (not holding or o.holds(self.naive.now))]
        return found[number % len(found)]

    def look_at_the_wall(self) -> None:
        """Read the holds below the program, check them, and tell the model who sits where."""
        self.naive.seats = {}
        rows = self.raw.execute(
            "SELECT coalesce(booking_id, maintenance_id, closure_id), CASE WHEN booking_id IS NOT NULL THEN 'booking'"
            " WHEN maintenance_id IS NOT NULL THEN 'repair' ELSE 'closure' END, unit_id, starts, ends FROM hold"
        ).fetchall()
        wall: dict[tuple[str, int], list[tuple[int, str, str]]] = {}
        for number, kind, unit, starts, ends in rows:
            wall.setdefault((kind, number), []).append((unit, starts, ends))
        for owner in self.naive.owners:
            mine = wall.pop((owner.kind, owner.id), [])
            if not owner.holds(self.naive.now):
                assert owner.state == "tentative" or not mine, owner
                continue
            assert {(starts, ends) for _, starts, ends in mine} == {(str(owner.start), str(owner.end))}, owner
            seats = [unit for unit, _, _ in mine]
            members = self.naive.units[owner.unit].members
            if members:
                assert len(seats) == 1
                assert seats[0] in members
            else:
                assert sorted(seats) == sorted(self.naive.leaves(owner.unit))
            self.naive.seats[owner.kind, owner.id] = seats
        assert wall.keys() <= {("booking", number) for number in self.offers_made()}

    # -- gestures ------------------------------------------------------------------------------------------------------

    def _book(
        self, unit: str, who: int, day: int, at: int, long: int, option: int, reason: str, elsewhere: bool
    ) -> None:
        start, end = self.slot(day, at, long)
        asked, party = self.ids[unit], list(self.people)[who % 3]
        until = self.naive.now + timedelta(hours=option) if option else None
        answer = self.do(elsewhere, "book", asked, party, str(start), str(end), str(until) if until else None, reason)
        expected = self.naive.refusal(asked, start, end, override=bool(reason), who=self.people[party])
        if self.check(answer, expected, asked, start, end):
            state = "tentative" if option else "confirmed"
            self.naive.owners.append(
                NOwner("booking", answer["ok"][0], self.people[party], asked, start, end, state, until)
            )

    @rule(
        unit=UNITS,
        who=ANY,
        day=DAYS,
        at=HALF_HOURS,
        long=LENGTHS,
        option=st.sampled_from([0, 0, 0, 1, 5, 30]),
        reason=REASONS,
        elsewhere=ELSEWHERE,
    )
    def book(self, **asked: Any) -> None:
        self._book(**asked)

    @rule(
        unit=UNITS,
        who=ANY,
        day=DAYS,
        at=HALF_HOURS,
        long=LENGTHS,
        option=st.sampled_from([0, 0, 0, 1, 5, 30]),
        reason=REASONS,
        elsewhere=ELSEWHERE,
    )
    def book_another(self, **asked: Any) -> None:
        self._book(**asked)

    @rule(
        unit=st.sampled_from(["P", "P", "P", "D1", "bay"]),
        who=ANY,
        day=DAYS,
        at=HALF_HOURS,
        long=LENGTHS,
        option=st.sampled_from([0, 0, 0, 1, 5, 30]),
        reason=REASONS,
        elsewhere=ELSEWHERE,
    )
    def book_a_desk(self, **asked: Any) -> None:
        self._book(**asked)

    @precondition(lambda self: any(not series.ended for series in self.naive.series))
    @rule(which=ANY, unit=UNITS, who=ANY, weeks=st.integers(4, 6), shift=st.integers(-2, 2), elsewhere=ELSEWHERE)
    def book_where_a_series_will_come(
        self, which: int, unit: str, who: int, weeks: int, shift: int, elsewhere: bool
    ) -> None:
        series = self.naive.series[which % len(self.naive.series)]
        day = (series.start.date() - FIRST.date()).days + 7 * weeks
        at = series.start.hour * 2 + series.start.minute // 30 + shift
        self._book(unit, who, day, at, 2, 0, "", elsewhere)

    @precondition(lambda self: self.naive.owners)
    @rule(
        which=ANY,
        unit=UNITS,
        day=DAYS,
        at=HALF_HOURS,
        long=LENGTHS,
        same=st.booleans(),
        reason=REASONS,
        elsewhere=ELSEWHERE,
    )
    def move(
        self, which: int, unit: str, day: int, at: int, long: int, same: bool, reason: str, elsewhere: bool
    ) -> None:
        if not any(o.kind == "booking" for o in self.naive.owners):
            return
        mine = self.one_of(which)
        start, end = self.slot(day, at, long)
        if same:
            start = mine.start
            end = start + timedelta(minutes=30 * long)
        asked = mine.unit if same else self.ids[unit]
        answer = self.do(elsewhere, "move", mine.id, asked, str(start), str(end), reason)
        if not mine.holds(self.naive.now):
            assert answer["refused"] == "AlreadyDone"
            return
        expected = self.naive.refusal(
            asked, start, end, override=bool(reason), besides=mine.series, without=(mine,), who=mine.who
        )
        if self.check(answer, expected, asked, start, end, mine):
            mine.unit, mine.start, mine.end = asked, start, end

    @precondition(lambda self: sum(o.kind == "booking" and o.holds(self.naive.now) for o in self.naive.owners) > 1)
    @rule(one=ANY, other=ANY, elsewhere=ELSEWHERE)
    def swap(self, one: int, other: int, elsewhere: bool) -> None:
        first, second = self.one_of(one, holding=True), self.one_of(other, holding=True)
        desks = {self.ids[name] for name in ("P", "D1", "D2", "D3", "bay")}
        if first is second or {first.unit, second.unit} <= desks:
            return
        answer = self.do(elsewhere, "swap", first.id, second.id)
        mine, theirs = first.unit, second.unit
        expected = self.naive.refusal(
            theirs, first.start, first.end, besides=first.series, without=(first, second), who=first.who
        )
        if expected is not None:
            self.check(answer, expected, theirs, first.start, first.end, first, second)
            return
        first.unit = theirs
        kept = self.naive.seats["booking", first.id]
        members = self.naive.units[theirs].members
        self.naive.seats["booking", first.id] = [] if members else sorted(self.naive.leaves(theirs))
        expected = self.naive.refusal(
            mine, second.start, second.end, besides=second.series, without=(second,), who=second.who
        )
        if answer.get("refused") != expected or expected is not None:
            first.unit = mine
        assert answer.get("refused") == expected
        if expected is None:
            second.unit = mine
        else:
            self.naive.seats["booking", first.id] = kept

    @precondition(lambda self: any(o.kind == "booking" for o in self.naive.owners))
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def cancel(self, which: int, elsewhere: bool) -> None:
        mine = self.one_of(which)
        answer = self.do(elsewhere, "cancel", mine.id)
        assert ("refused" in answer) == (mine.state == "cancelled")
        mine.state = "cancelled"

    @precondition(lambda self: any(o.kind == "booking" for o in self.naive.owners))
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def reinstate(self, which: int, elsewhere: bool) -> None:
        mine = self.one_of(which)
        answer = self.do(elsewhere, "reinstate", mine.id)
        if mine.holds(self.naive.now):
            assert answer["refused"] == "AlreadyDone"
            return
        expected = self.naive.refusal(mine.unit, mine.start, mine.end, besides=mine.series, who=mine.who)
        if self.check(answer, expected, mine.unit, mine.start, mine.end):
            mine.state, mine.expires = "confirmed", None

    @precondition(lambda self: any(o.state == "tentative" for o in self.naive.owners))
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def confirm(self, which: int, elsewhere: bool) -> None:
        options = [o for o in self.naive.owners if o.state == "tentative"]
        mine = options[which % len(options)]
        answer = self.do(elsewhere, "confirm", mine.id)
        assert ("ok" in answer) == mine.holds(self.naive.now)
        if "ok" in answer:
            mine.state, mine.expires = "confirmed", None

    @precondition(lambda self: any(o.kind == "booking" for o in self.naive.owners))
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def check_in(self, which: int, elsewhere: bool) -> None:
        mine = self.one_of(which)
        answer = self.do(elsewhere, "check_in", mine.id)
        assert ("ok" in answer) == mine.holds(self.naive.now)
        if "ok" in answer:
            mine.state, mine.expires = "checked_in", None

    @precondition(lambda self: any(o.start < self.naive.now < o.end for o in self.naive.owners))
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def give_back_early(self, which: int, elsewhere: bool) -> None:
        now = self.naive.now
        begun = [o for o in self.naive.owners if o.kind == "booking" and o.start < now < o.end]
        if not begun:
            return
        mine = begun[which % len(begun)]
        answer = self.do(elsewhere, "give_back_early", mine.id)
        assert ("ok" in answer) == mine.holds(now)
        if "ok" in answer:
            mine.end = now

    @rule(unit=UNITS, day=DAYS, at=HALF_HOURS, long=LENGTHS, elsewhere=ELSEWHERE)
    def repair(self, unit: str, day: int, at: int, long: int, elsewhere: bool) -> None:
        start, end = self.slot(day, at, long)
        asked = self.ids[unit]
        reason = f"repair {len(self.naive.owners)}"
        answer = self.do(elsewhere, "repair", asked, str(start), str(end), reason)
        expected = self.naive.refusal(asked, start, end, override=True, booking=False)
        if self.check(answer, expected, asked, start, end):
            self.naive.owners.append(NOwner("repair", answer["ok"][0], reason, asked, start, end, "repair"))

    @precondition(lambda self: len(self.naive.closures) < 3)
    @rule(day=DAYS, at=HALF_HOURS, elsewhere=ELSEWHERE)
    def close(self, day: int, at: int, elsewhere: bool) -> None:
        start, end = self.slot(day, at, 4)
        answer = self.do(elsewhere, "close", str(start), str(end))
        self.naive.closures[answer["ok"][0]] = (start, end)

    @precondition(lambda self: sum(not series.ended for series in self.naive.series) < 3)
    @rule(
        unit=UNITS,
        who=ANY,
        day=st.integers(0, 5),
        at=HALF_HOURS,
        long=LENGTHS,
        given_up=st.sampled_from([None, None, 0, 1, 2]),
        elsewhere=ELSEWHERE,
    )
    def weekly(self, unit: str, who: int, day: int, at: int, long: int, given_up: int | None, elsewhere: bool) -> None:
        start, end = self.slot(day, at, long)
        asked, party = self.ids[unit], list(self.people)[who % 3]
        skip = [] if given_up is None else [start.date() + timedelta(days=7 * given_up)]
        answer = self.do(elsewhere, "weekly", asked, party, str(start), str(end), list(map(str, skip)))
        number, bookings, clashes = answer["ok"]
        made = NSeries(number, self.people[party], asked, start, end, start.date() - timedelta(days=1))
        self.naive.series.append(made)
        assert clashes == self.make(made, bookings, promises=True, skip=skip)

    def make(self, series: NSeries, bookings: list[int], *, promises: bool, skip: Collection[date] = ()) -> list[str]:
        """Make the model's dates up to the horizon; returns the starts of those that clash or are given up."""
        horizon = max(self.naive.now.date() + timedelta(days=HORIZON), series.start.date())
        clashes, left = [], list(bookings)
        for start, end in series.dates(series.made_until, horizon):
            refused = self.naive.refusal(series.unit, start, end, besides=series.id, promises=promises, who=series.who)
            state = "skipped" if start.date() in skip else "confirmed" if refused is None else "clash"
            if state == "confirmed":
                number = left.pop(0)
            else:
                clashes.append(str(start))
                number = self.row_of(series.id, start.date())
            one = NOwner("booking", number, series.who, series.unit, start, end, state, None, series.id, start.date())
            self.naive.owners.append(one)
            members = self.naive.units[series.unit].members
            self.naive.seats["booking", number] = [] if members else sorted(self.naive.leaves(series.unit))
        assert not left
        series.made_until = max(series.made_until, horizon)
        return clashes

    def state_of(self, booking: int) -> str:
        return str(self.raw.execute("SELECT state FROM booking WHERE id = ?", (booking,)).fetchone()[0])

    def row_of(self, series: int, day: date) -> int:
        found = self.raw.execute(
            "SELECT id FROM booking WHERE series_id = ? AND occurrence_on = ?", (series, str(day))
        ).fetchone()
        return int(found[0])

    @rule(hours=st.sampled_from([1, 2, 6, 14, 24, 24 * 7]), elsewhere=ELSEWHERE)
    def time_passes(self, hours: int, elsewhere: bool) -> None:
        self.naive.now += timedelta(hours=hours)
        self.last = "time_passes"
        self.serve_the_line()
        if hours >= 24:
            self.extend(elsewhere)

    def extend(self, elsewhere: bool) -> None:
        pooled = {self.ids[name] for name in ("P", "D1", "D2", "D3", "bay")}
        if sum(series.unit in pooled and not series.ended for series in self.naive.series) > 1:
            return  # where the first of them was seated is not known before the second is made
        answer = self.do(elsewhere, "extend")
        clashes = []
        for series in self.naive.series:
            horizon = self.naive.now.date() + timedelta(days=HORIZON)
            if series.ended:
                continue
            days = [start.date() for start, _ in series.dates(series.made_until, horizon)]
            rows = [self.row_of(series.id, day) for day in days]
            states = {
                row: self.raw.execute("SELECT state FROM booking WHERE id = ?", (row,)).fetchone()[0] for row in rows
            }
            clashes += self.make(series, [row for row in rows if states[row] != "clash"], promises=False)
        assert answer["ok"] == sorted(clashes)

    @invariant()
    def holds_are_sound(self) -> None:
        if not hasattr(self, "raw"):
            return
        self.serve_the_line()
        self.look_at_the_wall()
        by_unit: dict[int, list[tuple[str, str]]] = {}
        for unit, starts, ends in self.raw.execute("SELECT unit_id, starts, ends FROM hold"):
            assert starts < ends
            by_unit.setdefault(unit, []).append((starts, ends))
        for unit, slots in by_unit.items():
            assert not self.naive.units[unit].parts
            assert not self.naive.units[unit].members
            assert all(first[1] <= second[0] for first, second in pairwise(sorted(slots)))


@pytest.fixture
def another(tmp_path: Path) -> Iterator[OtherDesk]:
    Kernel.houses = {
        (gap, counted): build(tmp_path / f"{gap}{counted}", gap, counted)
        for gap, counted in ((0, False), (0, True), (30, True))
    }
    Kernel.other = OtherDesk("gestures.py")
    with closing(Kernel.other):
        yield Kernel.other


REFUSALS = {"SlotTaken", "BufferTooShort", "PoolFull", "PlaceClosed", "ClosedOnPurpose", "SlotBeyondSeries"}
REFUSALS |= {"AlreadyDone", "QuotaHours", "QuotaTimes", "NothingToWaitFor", "AlreadyWaiting", "offered"}
"""What must come up in a long run: some of it is rare, and the tales go on until it has."""


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_gesture_is_accepted_or_refused_as_brute_force_would(
    another: OtherDesk, rounds: Callable[[int], int]
) -> None:
    wanted = rounds(3_000)
    to_come_up = REFUSALS if wanted >= 3_000 else set()
    Kernel.steps = 0
    while Kernel.steps < wanted or (to_come_up - Kernel.told.keys() and Kernel.steps < 5 * wanted):
        run_state_machine_as_test(
            Kernel,
            settings=settings(
                max_examples=max(10 if to_come_up else 2, (wanted - Kernel.steps) // 40),
                stateful_step_count=60,
                deadline=None,
                database=None,
                phases=(Phase.explicit, Phase.generate),  # a shorter failing tale costs minutes of the desk's time
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert Kernel.told["ok"] > wanted // 4
    assert Kernel.told["ok"] < Kernel.steps
    assert to_come_up <= Kernel.told.keys(), Kernel.told
