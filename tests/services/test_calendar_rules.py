"""A rule to come back by that never moves on, or never ends, is named by itself; nothing is read for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import open_desk, person, settled
from services.test_calendar_import import Here, calendar, one

from tierslieu_desk import say
from tierslieu_desk.services.booking.calendar_import import CalendarImport, Into

FROM, TO = ";TZID=Europe/Paris:20261125T090000", ";TZID=Europe/Paris:20261125T100000"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    store_file, house = settled()
    with open_desk(tmp_path / "desk", store_file=store_file) as desk:
        yield Here(desk, house, person(desk), tmp_path)


@pytest.mark.parametrize(
    ("rule", "refusal", "quoted"),
    [
        ("FREQ=DAILY;INTERVAL=0", "RuleUnusable", "INTERVAL=0"),
        ("FREQ=YEARLY;INTERVAL=0;COUNT=3", "RuleUnusable", "INTERVAL=0"),
        ("FREQ=WEEKLY;INTERVAL=-1", "RuleUnusable", "INTERVAL=-1"),
        ("FREQ=WEEKLY;COUNT=-5", "RuleUnusable", "COUNT=-5"),
        ("FREQ=WEEKLY;COUNT=0", "RuleUnusable", "COUNT=0"),
        ("FREQ=WEEKLY;UNTIL=20260101T000000Z", "RuleEndsFirst", "UNTIL=20260101T000000Z"),
        ("FREQ=DAILY\nRRULE:FREQ=WEEKLY", "RulesSeveral", "FREQ=DAILY"),
        ("FREQ=SECONDLY", "RepeatsTooOften", ""),
        ("FREQ=DAILY;BYHOUR=8,9,10,11,12;BYMINUTE=0,10,20,30,40", "RepeatsTooOften", ""),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "EventUnreadable", "BYMONTHDAY=31"),
        ("FREQ=WEEKLY;COUNT=99999999999", "EventUnreadable", "COUNT=99999999999"),
        ("FREQ=FOO;X", "EventUnreadable", "FREQ=FOO;X"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_named_as_it_is_written(
    here: Here, rule: str, refusal: str, quoted: str
) -> None:
    seen = here.run(calendar(one(FROM, TO, "Choir", more=f"RRULE:{rule}")))
    assert [(row.line, type(row.refusal).__name__) for row in seen.refused] == [(3, refusal)]
    told = seen.refused[0].refusal
    assert told is not None
    assert quoted in say.sentence(told)
    assert "Choir" not in say.sentence(told)
    assert here.starts() == []


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=99991231T000000Z", "FREQ=WEEKLY;COUNT=2147483647"])
def test_what_comes_back_for_ever_is_told_out_to_the_day_asked_and_no_further(here: Here, rule: str) -> None:
    """Wednesdays from 25 November up to and with 9 December: three."""
    seen = here.run(calendar(one(FROM, TO, more=f"RRULE:{rule}")), until=date(2026, 12, 9))
    assert [row.slot.start for row in seen.taken if row.slot] == [
        datetime(2026, 11, 25, 9),
        datetime(2026, 12, 2, 9),
        datetime(2026, 12, 9, 9),
    ]


def test_reading_can_be_stopped_between_two_entries_that_come_back(here: Here) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _of: int) -> None:
        if done == 1:
            raise Stopped

    both = [one(FROM, TO, uid=uid, more="RRULE:FREQ=WEEKLY") for uid in ("a", "b")]
    into = Into(here.house.room_a, here.marie)
    with pytest.raises(Stopped):
        CalendarImport(here.desk).preview(here.file(calendar(*both)), into, stop)
    assert here.starts() == []
