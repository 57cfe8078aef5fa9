"""Visits put right, guests and time given are on somebody's page and in the month's figures."""

from __future__ import annotations

from datetime import date, datetime

import builders
import papers
from builders import SmallHouse

from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.happenings import Kind
from tierslieu_desk.services.person.person_files import PersonFiles
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.report import report_papers, report_words
from tierslieu_desk.services.report.reports import Reports
from tierslieu_desk.services.visit.digital_space import DigitalSpace
from tierslieu_desk.services.visit.visit_book import VisitBook, Written
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.services.visit.volunteers import Volunteers
from tierslieu_desk.ui.pages.people import person_words

NOVEMBER = date(2026, 11, 1)


def test_the_page_of_somebody_shows_what_a_visit_was_before_it_was_put_right_and_by_whom(
    desk: Desk, house: SmallHouse
) -> None:
    marie, ines = builders.person(desk), builders.person(desk, "Ines", role=Role.GUEST)
    visit = Visits(desk).check_in(ines, host_id=marie)
    VisitBook(desk).correct(visit.id, Written(ines, datetime(2026, 11, 24, 9, 0), None, 2, marie))
    Volunteers(desk).note(ines, 90, "the garden")
    with speaking("en"):
        told = {one.kind: person_words.happening(one) for one in PersonFiles(desk).lately(ines, "visits")}
    assert set(told) == {Kind.VISIT, Kind.CORRECTION, Kind.VOLUNTEER}
    assert "guest of Marie Dupont" in told[Kind.VISIT].second
    assert told[Kind.CORRECTION].strong == "Visit corrected"
    assert told[Kind.CORRECTION].second == "it was 10:47 – … · 1 day · by Camille"
    assert told[Kind.VOLUNTEER].strong.replace("\u00a0", " ") == "Volunteer time: 1 h 30"
    assert told[Kind.VOLUNTEER].second == "the garden"


def test_a_month_counts_the_time_given_and_says_nothing_of_what_nobody_gave(desk: Desk, house: SmallHouse) -> None:
    assert report_words.given(Reports(desk).month(NOVEMBER)) == ()
    marie = builders.person(desk)
    Volunteers(desk).note(marie, 120, "", date(2026, 11, 3))
    Volunteers(desk).note(marie, 30)
    Volunteers(desk).note(marie, 60, "", date(2026, 10, 31))
    DigitalSpace(desk).help_given("printing", 20)
    report = Reports(desk).month(NOVEMBER)
    assert (report.volunteer_minutes, report.help_times, report.help_minutes, report.empty) == (150, 1, 20, False)
    with speaking("en"):
        shown = [(label, figure.replace("\u00a0", " ")) for label, figure, _remark in report_words.given(report)]
        paper = report_papers.render(report, Places(desk), datetime(2026, 12, 1, 9, 0))
    assert shown == [("Volunteer time", "2 h 30"), ("Help at the computers", "20 min")]
    assert "Volunteer time" in papers.text(paper)
