"""Days of birth: none that is yet to come, and how old that makes somebody."""

from __future__ import annotations

from datetime import date

from tierslieu_desk.errors import DayToCome

OF_AGE = 18


def check(born: date | None, today: date) -> None:
    """Raises `DayToCome`."""
    if born is not None and born > today:
        raise DayToCome(day=born, field="birth_date")


def age(born: date, today: date) -> int:
    """In whole years; whoever was born on 29 February is a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
