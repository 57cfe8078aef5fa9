"""Lengths of time and lines of volunteer time, as people write them."""

from __future__ import annotations

import pytest

from tierslieu_desk.rules.durations import VolunteerLine, minutes_of, volunteer_line


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("2h", 120), ("2 h", 120), ("1h30", 90), ("1 h 30", 90), ("1:30", 90), ("2,5", 150), ("0.5", 30)),
        *(("90 min", 90), ("90min", 90), ("3", 180), ("3 heures", 180), ("2 hours", 120), ("1,25 h", 75)),
        *(("30h", 1800), ("2 ordu", 120), ("", None), ("h", None), ("deux", None), ("1h75", None), ("-2h", None)),
        ("2h Marie", None),
    ],
)
def test_a_length_of_time(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("benevolat 2h Marie jardin", VolunteerLine(120, ("Marie", "jardin"))),
        (
            "Bénévolat Marie Dupont 1h30 accueil du soir",
            VolunteerLine(90, ("Marie", "Dupont", "accueil", "du", "soir")),
        ),
        ("bénévole 45 min Paul", VolunteerLine(45, ("Paul",))),
        ("volunteer Marie 2 h", VolunteerLine(120, ("Marie",))),
        ("voluntariado 2 horas Ana huerta", VolunteerLine(120, ("Ana", "huerta"))),
        ("voluntariat 1,5h Núria", VolunteerLine(90, ("Núria",))),
        ("auzolan 2 ordu Iñaki", VolunteerLine(120, ("Iñaki",))),
        ("benevolat Marie", None),
        ("Marie 2h", None),
        ("salle jaune demain 14h-16h Dupont", None),
        ("", None),
    ],
)
def test_a_line_of_volunteer_time(text: str, line: VolunteerLine | None) -> None:
    assert volunteer_line(text) == line
