"""Sentences in the counter card: said back as its first row, done by Enter, undone like any act; else asked back."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import organisation, person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk import i18n
from tierslieu_desk.rules.vocabulary import MailKind, PaymentMethod, UnitKind
from tierslieu_desk.services.place.places import NewClosure
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import Slot

ENTER = Qt.Key.Key_Return
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def opened(qtbot, scene: Scene, text: str = "") -> CounterCard:
    """The card over Today, with that typed."""
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
    settle()
    card = scene.window.counter.card
    assert card is not None
    card.search.insert(text)  # QTest aborts on letters that are not ASCII
    settle()
    return card


def press(qtbot, card: CounterCard, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(card.search, key, modifier)
    settle()


def titles(card: CounterCard) -> list[str]:
    return [act.title for act in card.list.acts]


def enter(qtbot, card: CounterCard) -> None:
    press(qtbot, card, ENTER, NONE)


def first(card: CounterCard) -> tuple[str, str]:
    act = card.list.acts[0]
    return act.title, act.second


def bookings_of(scene: Scene, party: int) -> list[tuple[int, Slot]]:
    rows = scene.services.bookings.of_person(party)
    return [(row.unit_id, row.slot) for row in rows if row.state != "cancelled"]


def test_a_room_is_booked_by_one_line_and_enter_and_given_back_by_undo(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "room a tomorrow 2pm-4pm dupont")
    assert card.card is not None
    assert card.card.name == "Jean Dupont"
    assert first(card) == ("Book Room A for Jean Dupont", "Wed 25 Nov, 14:00 – 16:00 · €24.00")
    assert bookings_of(scene, scene.jean) == []
    enter(qtbot, card)
    slot = Slot(datetime(2026, 11, 25, 14), datetime(2026, 11, 25, 16))
    assert bookings_of(scene, scene.jean) == [(scene.house.room_a, slot)]
    assert scene.window.messages.sentence == (
        "Room A is booked for Jean Dupont, Wednesday 25 November, 14:00 – 16:00: €24.00."
    )
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert bookings_of(scene, scene.jean) == []


def test_a_holiday_is_named_before_a_room_is_booked_by_one_line_and_after(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "room a 25 december 2pm-4pm dupont")
    said = "Friday 25 December is a holiday: Christmas Day."
    assert first(card)[1] == f"Fri 25 Dec, 14:00 – 16:00 · €24.00 · {said}"
    enter(qtbot, card)
    assert scene.window.messages.sentence == (
        f"Room A is booked for Jean Dupont, Friday 25 December, 14:00 – 16:00: €24.00. {said}"
    )


def test_outside_the_hours_a_line_books_all_the_same_with_a_reason(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "room a tomorrow 21h-22h dupont")
    assert first(card)[1].endswith(
        "The place is closed then. Choose another time. Enter: book it all the same, with a reason."
    )
    enter(qtbot, card)
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, AllTheSame) and one.isVisible()]
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    assert asked.isVisible(), "a reason is asked for"
    asked.reason.setText("General assembly")
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    slot = Slot(datetime(2026, 11, 25, 21), datetime(2026, 11, 25, 22))
    assert bookings_of(scene, scene.jean) == [(scene.house.room_a, slot)]


def test_nothing_is_done_by_typing_alone(qtbot, scene: Scene) -> None:
    before = scene.services.desk.store.changes
    told: list[frozenset[str]] = []
    stop = before.subscribe(told.append)
    for typed in ("room a tomorrow 2pm-4pm dupont", "2 coffees maria slate", "parcel for maria", "jean leaves"):
        card = opened(qtbot, scene)
        card.search.clear()
        qtbot.keyClicks(card.search, typed)
    stop()
    assert told == []


def test_what_stands_in_the_way_is_told_on_the_row_and_by_enter(qtbot, scene: Scene) -> None:
    closed = Slot(datetime(2026, 11, 26), datetime(2026, 11, 27))
    scene.services.places.add_closure(NewClosure(closed, "Snow", None, True, False, False))
    card = opened(qtbot, scene, "room a 26 november 9pm-11pm dupont")
    title, why = first(card)
    assert title.startswith("Book Room A")
    assert "closed" in why
    enter(qtbot, card)
    assert card.refusal
    assert why == f"Thu 26 Nov, 21:00 – 23:00 · {card.refusal}"
    assert bookings_of(scene, scene.jean) == []


@pytest.mark.parametrize("language", ["fr", "es", "ca", "eu"])
def test_any_of_the_five_languages_is_understood_in_an_english_window(qtbot, scene: Scene, language: str) -> None:
    lines = {
        "fr": "room a demain 14h-16h dupont",
        "es": "room a mañana de 14 a 16 dupont",
        "ca": "room a demà de 14 a 16 dupont",
        "eu": "room a bihar 14:00etatik 16:00etara dupont",
    }
    card = opened(qtbot, scene, lines[language])
    assert i18n.language() == "en"
    assert first(card) == ("Book Room A for Jean Dupont", "Wed 25 Nov, 14:00 – 16:00 · €24.00")


def test_several_tickets_go_into_the_basket_of_whoever_is_named(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "2 half-day tickets maria")
    assert first(card) == ("2 × Half-day ticket into the basket, for Maria Roca", "€16.00")
    enter(qtbot, card)
    assert card.search.text() == "Maria Roca"
    assert card.panel.told[:1] == ["2 × Half-day ticket €16.00"]
    assert scene.services.payments.all(scene.maria) == ()
    press(qtbot, card, ENTER, CTRL)
    assert [row.amount_cents for row in scene.services.payments.all(scene.maria)] == [1600]


def test_coffees_go_on_the_slate_at_once_and_come_off_it_by_undo(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "3 coffees maria slate")
    assert first(card)[0] == "3 × Coffee, on the slate of Maria Roca"
    enter(qtbot, card)
    assert scene.services.counter.slate(scene.maria).total_cents == 300
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert scene.services.counter.slate(scene.maria).total_cents == 0


def test_whoever_pays_by_a_sentence_pays_their_slate(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "3 coffees maria slate")
    enter(qtbot, card)
    card = opened(qtbot, scene, "maria pays by cheque")
    assert first(card) == ("Maria Roca pays what they owe by cheque", "€3.00")
    enter(qtbot, card)
    paid = [(row.amount_cents, row.method) for row in scene.services.payments.all(scene.maria)]
    assert paid == [(300, PaymentMethod.CHEQUE)]


def test_who_owes_nothing_pays_nothing(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "jean dupont pays by cheque")
    assert first(card)[1] == "They owe nothing."
    enter(qtbot, card)
    assert scene.services.payments.all(scene.jean) == ()


def test_a_sentence_without_a_name_sells_to_nobody_in_particular(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "2 coffees cash")
    assert first(card)[0] == "Sell 2 × Coffee, paid in cash"
    enter(qtbot, card)
    assert [(row.amount_cents, row.method) for row in scene.services.payments.all()] == [(200, PaymentMethod.CASH)]


def test_parcels_that_came_are_written_down_together_and_taken_back_together(qtbot, scene: Scene) -> None:
    firm = organisation(scene.services.desk, "Atelier Bois")
    card = opened(qtbot, scene, "2 colis atelier bois")
    assert first(card)[0] == "2 parcels arrived for Atelier Bois"
    enter(qtbot, card)
    assert [row.kind for row in scene.services.mail.waiting(firm)] == [MailKind.PARCEL, MailKind.PARCEL]
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert scene.services.mail.waiting(firm) == ()


def test_what_was_lent_is_back_by_a_sentence_whoever_brings_it(qtbot, scene: Scene) -> None:
    services = scene.services
    key = services.units.add(NewUnit("Key B", UnitKind.LOCKER))
    out = Slot(datetime(2026, 11, 24, 10, 47), datetime(2026, 11, 24, 18))
    services.loans.lend(key, scene.jean, out)
    card = opened(qtbot, scene, "key b returned")
    assert first(card)[0] == "Key B is back from Jean Dupont"
    enter(qtbot, card)
    assert services.loans.out() == ()


def test_arrivals_and_departures_are_told_in_words(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "jean s'en va")
    assert first(card)[0] == "Jean Dupont leaves"
    enter(qtbot, card)
    assert scene.services.visits.here_now() == ()
    card = opened(qtbot, scene, "arrivée dupont")
    enter(qtbot, card)
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]


def test_two_of_that_name_are_asked_apart_and_the_chosen_one_is_meant(qtbot, scene: Scene) -> None:
    other = person(scene.services.desk, "Odile", "Dupont")
    card = opened(qtbot, scene, "room a tomorrow 2pm-4pm dupont")
    assert card.head.accessibleName() == "Which of them?"
    assert titles(card) == ["Jean Dupont", "Odile Dupont"]
    press(qtbot, card, Qt.Key.Key_Down, NONE)
    qtbot.keyClick(card.list, Qt.Key.Key_Down)
    qtbot.keyClick(card.list, ENTER)
    assert first(card)[0].endswith("for Odile Dupont")
    enter(qtbot, card)
    assert [unit for unit, _slot in bookings_of(scene, other)] == [scene.house.room_a]
    assert bookings_of(scene, scene.jean) == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("room a tomorrow 2pm dupont", "Until when?"),
        ("room a tomorrow dupont", "From when?"),
        ("room a tomorrow 2pm-4pm", "For whom?"),
        ("room tomorrow 2pm-4pm dupont", "What exactly?"),
        ("room a today 9am-10am dupont", "Which day?"),
        ("2 coffees xyzzy slate", "Nobody is called “xyzzy”."),
    ],
)
def test_what_is_not_told_is_asked_and_enter_does_nothing(qtbot, scene: Scene, typed: str, asked: str) -> None:
    card = opened(qtbot, scene, typed)
    assert card.head.accessibleName() == asked
    if "xyzzy" not in typed:
        enter(qtbot, card)
        assert card.search.text() == typed
    assert bookings_of(scene, scene.jean) == []


def test_a_name_with_a_typing_error_is_found_and_may_still_be_somebody_new(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "Dupond")
    assert card.card is not None
    assert card.card.name == "Jean Dupont"
    assert titles(card)[-1] == "Write down “Dupond”"


def test_a_name_comes_before_a_sentence(qtbot, scene: Scene) -> None:
    person(scene.services.desk, "Colis", "Pour Maria")
    card = opened(qtbot, scene, "colis pour maria")
    assert card.card is not None
    assert card.card.name == "Colis Pour Maria"
    assert titles(card)[0] == "Arrival"
