"""Badges, guests and volunteer time at the counter, by the keys alone."""

from __future__ import annotations

from datetime import date, datetime

import pressing
import pytest
from builders import advance_to, person
from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.ui.counter import acts, visit_acts
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog
from tierslieu_desk.ui.pages.shared.volunteer_dialog import VolunteerDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def opened(qtbot, scene: Scene) -> CounterCard:
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
    settle()
    card = scene.window.counter.card
    assert card is not None
    return card


def scanned(qtbot, scene: Scene, number: str) -> CounterCard:
    """As a scanner does: every key at once and Enter behind them, with no time for the card to look in between."""
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, number)
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    return card


def here(scene: Scene) -> list[str]:
    return [row.name for row in scene.services.visits.here_now()]


def test_a_badge_checks_in_and_out_again_without_anything_else(qtbot, scene: Scene) -> None:
    ana = person(scene.services.desk, "Ana", "Ferrer")
    number = scene.services.badges.number(ana)
    scanned(qtbot, scene, number)
    assert here(scene) == ["Jean Dupont", "Ana Ferrer"]
    qtbot.keyClick(scene.window, Qt.Key.Key_Escape)
    settle()
    scanned(qtbot, scene, number)
    assert here(scene) == ["Jean Dupont"]
    assert scene.window.messages.sentence.startswith("Ana Ferrer has left")


def test_a_badge_checks_in_even_where_a_ticket_would_be_offered_first(qtbot, scene: Scene) -> None:
    """Whoever has used up what they bought is offered a ticket on Enter; a scanner must not sell one."""
    from tierslieu_desk.services.plan.plans import NewPass

    plans, visits = scene.services.plans, scene.services.visits
    plans.sell_pass(NewPass(party_id=scene.maria, name="1 day", days=1, price_e4=0))
    advance_to(scene.services.desk, datetime(2026, 11, 23, 9, 0))
    plans.sell_pass(NewPass(party_id=scene.maria, name="1 day", days=1, price_e4=0))
    advance_to(scene.services.desk, datetime(2026, 11, 24, 9, 0))
    visits.check_in(scene.maria)
    visits.check_out(scene.maria)
    advance_to(scene.services.desk, datetime(2026, 11, 26, 9, 0))
    visits.check_in(scene.maria)
    visits.check_out(scene.maria)
    advance_to(scene.services.desk, datetime(2026, 11, 27, 9, 0))
    card = scanned(qtbot, scene, scene.services.badges.number(scene.maria))
    assert "Maria Roca" in here(scene)
    assert not card.list.acts or card.card is None or card.card.here_since is not None


def test_a_badge_nobody_has_is_told_and_nobody_is_written_down(qtbot, scene: Scene) -> None:
    before = len(scene.services.people.list(limit=50))
    card = scanned(qtbot, scene, "4711")
    assert card.refusal == "Nobody has the badge 4711. Type their name; a badge is given on their page."
    assert card.search.text() == "4711"
    assert len(scene.services.people.list(limit=50)) == before
    assert here(scene) == ["Jean Dupont"]


def test_a_name_is_still_a_name(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, "mar")
    settle()
    assert card.card is not None
    assert card.card.name == "Maria Roca"
    assert card.list.acts[0].code == "arrive"


@pytest.mark.parametrize("line", ["benevolat 2h Maria jardin", "volunteer Maria Roca 2 h jardin"])
def test_volunteer_time_is_noted_in_one_line(qtbot, scene: Scene, line: str) -> None:
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, line)
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert scene.window.messages.sentence.replace("\u00a0", " ") == "Maria Roca gave 2 h. Thank you!"
    (row,) = scene.services.volunteers.of_person(scene.maria)
    assert (row.minutes, row.what) == (120, "jardin")
    scene.window.messages._do()
    assert scene.services.volunteers.of_person(scene.maria) == ()


def test_thirty_hours_in_a_line_are_refused_in_the_card(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, "benevolat 30h Maria")
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert card.refusal.startswith("Maria Roca would have given 30 hours on 24 November 2026")
    assert scene.services.volunteers.minutes(*NOVEMBER) == 0


def test_volunteer_time_by_its_key_says_how_long_beside_the_field(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, "maria")
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_V, ALT)
    asked = pressing.dialog()
    assert isinstance(asked, VolunteerDialog)
    asked._hours.setText("a while")
    asked.try_act()
    assert asked.form.refusals == ["Something is missing: how long. Fill it in, then try again."]
    asked._hours.setText("1h30")
    asked.try_act()
    settle()
    assert scene.services.volunteers.minutes(*NOVEMBER) == 90


def test_whoever_is_here_brings_a_guest(qtbot, scene: Scene) -> None:
    ines = person(scene.services.desk, "Ines", "Ferrer", role=Role.GUEST)
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, "jean")
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_U, ALT)
    asked = pressing.dialog()
    assert isinstance(asked, ArrivalDialog)
    assert asked._host.text() == "Jean Dupont"
    asked._who.setText("Ines Ferrer")
    asked.try_act()
    settle()
    (visit,) = scene.services.visits.of_person(ines)
    assert visit.host == "Jean Dupont"


def test_a_badge_is_printed_from_the_card_and_given_on_the_way(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, "maria")
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_K, ALT)
    paper = pressing.dialog()
    assert isinstance(paper, PaperDialog)
    assert scene.services.badges.number(scene.maria) == "1001"
    paper.reject()


def test_the_badge_of_somebody_who_came_already_offers_a_guest_by_one_gesture(qtbot, scene: Scene) -> None:
    """Jean is here. On his badge it stands right under what becomes of himself; on his name, with what few need."""
    card = scene.services.counter.card(scene.jean)
    badge = scene.services.badges.number(scene.jean)
    rows = visit_acts.arrange(scene.services, badge, card, acts.for_person(card, ()))
    assert [act.code for act in rows[:3]] == ["leave", "day", "one_more"]
    rows = visit_acts.arrange(scene.services, "jean", card, acts.for_person(card, ()))
    assert [act.code for act in rows[-4:]] == ["one_more", "guest", "volunteer", "badge"]
    card = scene.services.counter.card(scene.maria)
    rows = visit_acts.arrange(scene.services, "maria", card, acts.for_person(card, ()))
    assert "one_more" not in [act.code for act in rows]
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown = scene.window.counter.card
    qtbot.keyClicks(shown.search, "jean")
    settle()
    shown.do(next(act for act in shown.list.acts if act.code == "one_more"))
    settle()
    said = "One more is here as a guest of Jean Dupont; nothing of their pass is used."
    assert scene.window.messages.sentence == said
    assert [row.host for row in scene.services.visits.here_now()] == ["", "Jean Dupont"]
