"""What is written of a block as narrow as it is: never a letter and three dots."""

from __future__ import annotations

import pytest

from tierslieu_desk.ui.pages.planning.label import Label, label_of


def wide(text: str) -> int:
    return 7 * len(text)


def small(text: str) -> int:
    return 6 * len(text)


@pytest.mark.parametrize(
    ("inside", "beside", "label"),
    [
        (120, 0, Label(("Claire Dupont", "Fixed desk"), has_note=True)),
        (84, 0, Label(("Claire Dupo…", "Fixed desk"), has_note=True)),
        (84, 200, Label(("Claire Dupo…", "Fixed desk"), has_note=True)),
        (45, 0, Label(("Claire", "Dupont"))),
        (45, 200, Label(("Claire", "Dupont"))),
        (20, 100, Label(("Claire Dupont",), beside=True)),
        (20, 60, Label(("Claire", "Dupont"), beside=True)),
        (20, 84, Label(("Claire Dupo…",), beside=True)),
        (20, 0, Label(("CD",))),
        (4, 4, Label(("CD",))),
        (4, -8, Label(())),
        (-30, -5, Label(())),
    ],
)
def test_the_name_the_name_over_two_lines_or_its_initials(inside: int, beside: int, label: Label) -> None:
    assert label_of("Claire Dupont", "Fixed desk", inside, beside, wide, small) == label


def test_a_name_of_one_word_is_cut_no_shorter_than_it_tells() -> None:
    assert label_of("Coworking", "", 20, 0, wide, small) == Label(("C",))
    assert label_of("Coworking", "", 30, 0, wide, small) == Label(("Cow…",))
    assert label_of("Coworking", "", 50, 0, wide, small) == Label(("Cowork…",))


def test_a_long_second_word_is_cut_where_it_still_tells() -> None:
    assert label_of("Mairie Daumazan-sur-Arize", "", 60, 0, wide, small) == Label(("Mairie", "Daumaza…"))
