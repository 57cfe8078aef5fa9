"""Which prepaid card pays, and how far: examples worked by hand from the rule."""

from __future__ import annotations

from datetime import date

import pytest

from tierslieu_desk.rules.prepaid import Card, draw

DAY = date(2026, 11, 24)


def card(
    number: int, cents: int, until: date | None = None, sold: date = date(2026, 1, 5), shared: bool = False
) -> Card:
    return Card(number, sold, until, cents, shared)


END, LATER, OVER = date(2026, 11, 24), date(2026, 12, 31), date(2026, 11, 23)
WORKED = [
    ("one card, partly used", [card(1, 2000)], 750, 0, [(1, 750)]),
    ("one card, to the last cent", [card(1, 2000)], 2000, 0, [(1, 2000)]),
    ("one card that does not reach", [card(1, 2000)], 2250, 0, [(1, 2000)]),
    ("two cards, the soonest to expire first", [card(1, 2000), card(2, 1000, LATER)], 1250, 0, [(2, 1000), (1, 250)]),
    ("its last day counts", [card(1, 500, END)], 300, 0, [(1, 300)]),
    ("the day after it does not", [card(1, 500, OVER)], 300, 0, []),
    ("neither expires: the older one first", [card(2, 500, sold=date(2026, 2, 1)), card(1, 500)], 600, 0,
     [(1, 500), (2, 100)]),
    ("personal first, though the company's expires sooner", [card(1, 900, END, shared=True), card(2, 500)], 800, 0,
     [(2, 500), (1, 300)]),
    ("below zero, within the limit", [card(1, 2000)], 2250, 500, [(1, 2250)]),
    ("below zero, just at the limit", [card(1, 2000)], 2500, 500, [(1, 2500)]),
    ("below zero, no further than the limit", [card(1, 2000)], 2600, 500, [(1, 2500)]),
    ("what is below already counts against the limit", [card(1, -300)], 450, 500, [(1, 200)]),
    ("nothing left of the limit", [card(1, -500)], 450, 500, []),
    ("a used-up card goes below", [card(1, 0)], 450, 500, [(1, 450)]),
    ("only their own goes below, never the company's", [card(1, 100, shared=True)], 450, 500, [(1, 100)]),
    ("their own goes below once the company's is used", [card(1, 100, shared=True), card(2, 0)], 450, 500,
     [(1, 100), (2, 350)]),
    ("the one that lasts longest goes below", [card(1, 200, END), card(2, 100)], 450, 500, [(1, 200), (2, 250)]),
    ("an expired card does not go below", [card(1, 0, OVER)], 450, 500, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cards", "cents", "limit", "expected"), [one[1:] for one in WORKED], ids=[o[0] for o in WORKED]
)
def test_a_card_pays_as_the_rule_says(
    cards: list[Card], cents: int, limit: int, expected: list[tuple[int, int]]
) -> None:
    assert [(one.card_id, one.cents) for one in draw(cards, cents, DAY, limit)] == expected
