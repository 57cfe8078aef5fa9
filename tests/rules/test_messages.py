"""What a message is made of, and which way it takes: written by hand from the rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tierslieu_desk.rules import messages
from tierslieu_desk.rules.messages import Purpose, Reached, Way

EVERYTHING = Reached("lea@example.org", "0561000000", "1 rue Haute", "Foix")
WORDS = (("name", "nom"), ("due", "échéance"))


@pytest.mark.parametrize(
    ("reached", "purpose", "way"),
    [
        (EVERYTHING, Purpose.INVOICE, Way.EMAIL),
        (Reached("", "0561000000", "1 rue Haute", "Foix"), Purpose.INVOICE, Way.LETTER),
        (Reached("", "0561000000", "1 rue Haute", "Foix"), Purpose.BOOKING_REMINDER, Way.CALL),
        (Reached("", "0561000000", "", ""), Purpose.INVOICE, Way.CALL),
        (Reached("", "", "1 rue Haute", "Foix"), Purpose.BOOKING_CANCELLED, Way.LETTER),
        (Reached("", "", "", ""), Purpose.INVOICE, Way.LETTER),
        (Reached("lea @example.org", "0561000000", "", ""), Purpose.INVOICE, Way.CALL),
        (Reached("lea@example.org", "", "", "", Way.LETTER), Purpose.INVOICE, Way.LETTER),
        (Reached("lea@example.org", "", "", "", Way.CALL), Purpose.INVOICE, Way.EMAIL),
    ],
)
def test_the_way_is_the_one_they_asked_for_then_e_mail_then_what_is_known_and_presses(
    reached: Reached, purpose: Purpose, way: Way
) -> None:
    assert messages.way_to(reached, purpose) is way


@pytest.mark.parametrize("good", ["lea@example.org", "o'neil+x@a-b.example.org", " lea@café.example "])
def test_an_address_that_can_be_one_is_taken(good: str) -> None:
    assert messages.address(good) == good.strip()


@pytest.mark.parametrize(
    "bad",
    ["", "lea", "lea@", "@example.org", "a b@c.d", "a@b@c.d", "a@b", "a@b.c\nBcc: x@y.z", "é@example.org", "a@b..c"],
)
def test_an_address_that_cannot_be_one_is_not(bad: str) -> None:
    assert not messages.is_address(bad)


def test_a_line_whose_facts_are_all_empty_is_left_out_and_nothing_else_is_touched() -> None:
    text = "Hello %(name)s,\n\n%(people)s\n%(title)s\n\nAll at 100 %, %(name)s%(title)s.\n"
    assert messages.filled(text, {"name": "Léa", "people": "", "title": ""}) == "Hello Léa,\n\nAll at 100 %, Léa."


def test_a_fact_of_several_lines_stays_on_several_lines() -> None:
    assert messages.filled("Mail:\n%(items)s\nBye", {"items": "- a\n- b"}) == "Mail:\n- a\n- b\nBye"


def test_a_subject_is_one_line_whatever_it_was_made_of() -> None:
    assert messages.one_line("Salut\r\nBcc: x@y.z\u2028 !\x00") == "Salut Bcc: x@y.z !"


def test_a_text_is_edited_in_the_words_of_the_desk_and_kept_in_those_of_the_program() -> None:
    assert messages.shown("À %(name)s, le %(due)s", WORDS) == "À {nom}, le {échéance}"
    assert messages.kept("À {Nom}, le { échéance }", WORDS) == ("À %(name)s, le %(due)s", ())
    assert messages.kept("À {nmo}", WORDS) == ("À {nmo}", ("nmo",))


def test_each_wait_is_twice_the_one_before_and_four_hours_at_most() -> None:
    minutes = [messages.wait_after(tries) // timedelta(minutes=1) for tries in range(1, 10)]
    assert minutes == [2, 4, 8, 16, 32, 64, 128, 240, 240]
