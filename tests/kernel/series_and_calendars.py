"""Rules of the stateful test: closures put and taken back, series moved and called off, calendars brought in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from kernel.naive import Naive, NOwner, NSeries

ANY = st.integers(0, 10_000)
ELSEWHERE = st.sampled_from([False, False, True])
FIRST = datetime(2026, 11, 25)
UNITS = st.sampled_from(["A", "B", "W", "V", "C", "P", "P", "D1", "D2", "bay"])
DAYS = st.sampled_from([0, 0, 0, 1, 7, 28, 35])
HALF_HOURS = st.sampled_from([*range(17, 25), *range(17, 25), 15, 37])
LENGTHS = st.sampled_from([1, 2, 2, 3, 4])
SCOPES = st.sampled_from(["following", "following", "all"])
WEEK = timedelta(days=7)


def series_dates(machine: Any) -> list[NOwner]:
    return [o for o in machine.naive.owners if o.kind == "booking" and o.series is not None]


class SeriesAndCalendars:
    """Mixed into the machine that asks the real kernel and the naive one."""

    naive: Naive
    ids: dict[str, int]
    people: dict[int, str]
    if TYPE_CHECKING:
        do: Any
        slot: Any
        check: Any
        make: Any

    # -- closures ------------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.naive.closures)
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def reopen(self, which: int, elsewhere: bool) -> None:
        number = list(self.naive.closures)[which % len(self.naive.closures)]
        assert "ok" in self.do(elsewhere, "reopen", number)
        del self.naive.closures[number]

    @rule(unit=UNITS, day=DAYS, at=HALF_HOURS, long=LENGTHS, elsewhere=ELSEWHERE)
    def close_a_unit(self, unit: str, day: int, at: int, long: int, elsewhere: bool) -> None:
        start, end = self.slot(day, at, long)
        asked, reason = self.ids[unit], f"closed {len(self.naive.owners)}"
        answer = self.do(elsewhere, "close_unit", asked, str(start), str(end), reason)
        expected = self.naive.refusal(asked, start, end, override=True, booking=False)
        if self.check(answer, expected, asked, start, end):
            self.naive.owners.append(NOwner("closure", answer["ok"][0], reason, asked, start, end, "repair"))

    @precondition(lambda self: any(o.kind == "closure" for o in self.naive.owners))
    @rule(which=ANY, elsewhere=ELSEWHERE)
    def reopen_a_unit(self, which: int, elsewhere: bool) -> None:
        closed = [o for o in self.naive.owners if o.kind == "closure"]
        mine = closed[which % len(closed)]
        assert "ok" in self.do(elsewhere, "reopen", mine.id)
        self.naive.owners.remove(mine)

    # -- series --------------------------------------------------------------------------------------------------------

    @precondition(series_dates)
    @rule(
        which=ANY,
        unit=UNITS,
        same=st.booleans(),
        days=st.sampled_from([0, 0, 0, 1, 7]),
        later=st.integers(-3, 3),
        long=LENGTHS,
        scope=SCOPES,
        elsewhere=ELSEWHERE,
    )
    def move_dates(
        self, which: int, unit: str, same: bool, days: int, later: int, long: int, scope: str, elsewhere: bool
    ) -> None:
        dates = series_dates(self)
        mine = dates[which % len(dates)]
        series = next(one for one in self.naive.series if one.id == mine.series)
        start = mine.start + timedelta(days=days, minutes=30 * later)
        end, asked = start + timedelta(minutes=30 * long), mine.unit if same else self.ids[unit]
        if start.date() != mine.start.date() + timedelta(days=days):
            return
        reached = self.naive.reached(mine, following=scope == "following")
        staying = [o for o in reached if o.state in {"cancelled", "skipped", "checked_in"}]
        answer = self.do(elsewhere, "move_dates", mine.id, asked, str(start), str(end), scope)
        if len(staying) == len(reached):
            assert answer["refused"] == "AlreadyDone"
            return
        number, bookings, clashes = answer["ok"]
        first = min(o.on for o in reached if o.on is not None)
        begins = datetime.combine(first, series.start.time()) + (start - mine.start)
        self.naive.owners = [o for o in self.naive.owners if o not in reached or o in staying]
        series.ended = True
        made = NSeries(number, series.who, asked, begins, begins + (end - start), begins.date() - timedelta(days=1))
        self.naive.series.append(made)
        skip = [o.on + timedelta(days=days) for o in staying if o.on is not None]
        assert clashes == self.make(made, bookings, promises=True, skip=skip)

    @precondition(series_dates)
    @rule(which=ANY, scope=st.sampled_from(["this", "following", "all"]), elsewhere=ELSEWHERE)
    def call_dates_off(self, which: int, scope: str, elsewhere: bool) -> None:
        dates = series_dates(self)
        mine = dates[which % len(dates)]
        reached = [mine] if scope == "this" else self.naive.reached(mine, following=scope == "following")
        held = [o for o in reached if o.holds(self.naive.now)]
        given_up = [o for o in reached if o.state == "clash"]
        answer = self.do(elsewhere, "cancel_dates", mine.id, scope)
        if scope == "this" and not held and not given_up:
            assert answer["refused"] == "AlreadyDone"
            return
        assert sorted(answer["ok"]) == sorted(o.id for o in (*held, *given_up))
        for one in held:
            one.state = "cancelled"
        for one in given_up:
            one.state = "skipped"
        if scope != "this":
            next(one for one in self.naive.series if one.id == mine.series).ended = True

    @precondition(lambda self: any(o.state in {"clash", "skipped"} for o in self.naive.owners))
    @rule(which=ANY, unit=UNITS, same=st.booleans(), later=st.integers(-6, 6), elsewhere=ELSEWHERE)
    def have_a_date_after_all(self, which: int, unit: str, same: bool, later: int, elsewhere: bool) -> None:
        """One that clashed, or was left out, at its own time in its own unit or at another."""
        clashing = [o for o in self.naive.owners if o.state in {"clash", "skipped"}]
        mine = clashing[which % len(clashing)]
        start, end = (moment + timedelta(minutes=30 * later) for moment in (mine.start, mine.end))
        asked = mine.unit if same else self.ids[unit]
        answer = self.do(elsewhere, "settle", mine.id, asked, str(start), str(end))
        expected = self.naive.refusal(asked, start, end, besides=mine.series, who=mine.who)
        if self.check(answer, expected, asked, start, end):
            mine.unit, mine.start, mine.end, mine.state = asked, start, end, "confirmed"

    # -- calendars -----------------------------------------------------------------------------------------------------

    @rule(
        unit=UNITS,
        who=ANY,
        entries=st.lists(st.tuples(HALF_HOURS, LENGTHS, st.sampled_from([1, 1, 2, 3])), min_size=1, max_size=3),
        name=st.integers(0, 2),
        without=st.booleans(),
        elsewhere=ELSEWHERE,
    )
    def bring_a_calendar(
        self, unit: str, who: int, entries: list[tuple[int, int, int]], name: int, without: bool, elsewhere: bool
    ) -> None:
        """Entries on days of their own, so that no two of one file meet; each comes back for so many weeks."""
        asked, party = self.ids[unit], list(self.people)[who % 3]
        lines, dates = ["BEGIN:VCALENDAR", "VERSION:2.0"], []
        for number, (at, long, weeks) in enumerate(entries):
            start, end = self.slot(number, at, long)
            uid = f"{name}-{number}-{at}-{long}-{weeks}"
            rule_line = [f"RRULE:FREQ=WEEKLY;COUNT={weeks}"] if weeks > 1 else []
            when = [f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}"]
            lines += ["BEGIN:VEVENT", f"UID:{uid}", *when, *rule_line, "END:VEVENT"]
            for week in range(weeks):
                began = start + week * WEEK
                which = began.isoformat(timespec="minutes") if weeks > 1 else ""
                dates.append((began, end + week * WEEK, (asked, uid, which)))
        content = "\r\n".join([*lines, "END:VCALENDAR", ""])
        to_come = sorted(one for one in dates if one[1] > self.naive.now)
        answer = self.do(elsewhere, "bring", asked, party, content, without)["ok"]
        self._brought(answer, to_come, (asked, self.people[party]), without=without)

    def _brought(
        self,
        answer: list[Any],
        dates: list[tuple[datetime, datetime, tuple[int, str, str]]],
        whose: tuple[int, str],
        *,
        without: bool,
    ) -> None:
        bookings, refused, known = answer
        unit, who = whose
        new = [one for one in dates if one[2] not in self.naive.brought]
        assert known == len(dates) - len(new)
        before, left, expected = list(self.naive.owners), list(bookings), []
        for start, end, _key in new:  # each counts beside those before it
            refusal = self.naive.refusal(unit, start, end, who=who)
            if refusal is None:
                number = left.pop(0) if left else -1
                self.naive.owners.append(NOwner("booking", number, who, unit, start, end))
                self.naive.seats["booking", number] = []
            else:
                expected.append([str(start), refusal])
        assert refused == expected
        if refused and not without:
            self.naive.owners = before
            assert not bookings
            return
        assert not left
        assert -1 not in (one.id for one in self.naive.owners)
        refused_starts = {start for start, _refusal in expected}
        self.naive.brought |= {key for start, _end, key in new if str(start) not in refused_starts}
