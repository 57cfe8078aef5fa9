"""A page watches every table it reads, or it would go on showing what somebody else has changed."""

from __future__ import annotations

import re

import pytest
from builders import overheard
from scenes import Scene

from tierslieu_desk.models.base import Base
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour import settle

TABLES = set(Base.metadata.tables) - {"house_mark", "hour_allowance"}  # they change with the set-up, and with a sale
TABLES -= {"unit_contains", "unit_limit", "unit_plan", "plan_quota"}  # what refuses a booking is asked anew of each
TABLES -= {"quote_line"}  # of the house: whether any booking is at a price that was agreed, which changes with it
ASKED = {"late_fee", "tariff", "unit_deposit"}  # of a booking, when one is looked at
CALENDAR = {"own_hours", "calendar_area", "day_effect", "public_day", "school_period"}
NOT_SHOWN = {
    "today": {"price", "vat_rate"} | ASKED,
    "planning": {"plan", "vat_rate"} | ASKED,
    "network": {"plan", "price", "vat_rate", "closure", "waiting"} | ASKED | CALENDAR,
    "reports": {"plan", "price", "vat_rate", "waiting"} | ASKED | CALENDAR,
    "money": {"plan", "price", "vat_rate", "closure", "opening_hours", "unit", "unit_part", "waiting"}
    | ASKED
    | CALENDAR,
    "people": {"late_fee", "unit_deposit", "price", "vat_rate", "place", "closure", "opening_hours", "unit_part"}
    | CALENDAR,
}
NOT_SHOWN["people"] |= {"journal"}  # a trace changes with its visit
NOT_SHOWN["network"] |= {"journal"}  # what was confirmed changes with its target
"""The house is read as a whole; of it, a page watches what it shows."""


def read_by(statements: list[str]) -> set[str]:
    """The tables named after FROM, JOIN or a comma of a FROM."""
    named: set[str] = set()
    for statement in statements:
        for clause in re.findall(r"(?:FROM|JOIN)\s+([\w\s,.]+)", statement, re.IGNORECASE):
            named |= set(re.findall(r"\w+", clause))
    return named & TABLES


@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_a_page_watches_every_table_it_reads(scene: Scene, code: str) -> None:
    page = scene.window.go(code)
    settle()
    scene.services.desk._known = None
    with overheard(scene.services.desk.store) as statements:
        page.reload()
        settle()
    assert statements
    assert sorted(read_by(statements) - NOT_SHOWN.get(code, set()) - page.watches) == []
