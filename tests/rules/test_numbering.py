"""Stretches of numbers."""

from __future__ import annotations

import pytest

from tierslieu_desk.rules import numbering
from tierslieu_desk.rules.numbering import Spans


def test_stretches_that_touch_or_overlap_are_one() -> None:
    assert numbering.spans([(7, 9), (1, 1), (2, 3), (8, 12)]) == ((1, 3), (7, 12))


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ((), ((3, 8),)),
        (((1, 2), (9, 9)), ((3, 8),)),
        (((1, 3),), ((4, 8),)),
        (((8, 20),), ((3, 7),)),
        (((5, 5), (7, 7)), ((3, 4), (6, 6), (8, 8))),
        (((1, 20),), ()),
    ],
)
def test_what_is_elsewhere_is_left_out(others: Spans, left: Spans) -> None:
    assert numbering.without(((3, 8),), others) == left
