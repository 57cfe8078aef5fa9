"""What messages say: a text for each purpose in each language, the program's own until the house writes another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _, pgettext, speaking
from tierslieu_desk.models.messages import MessageText
from tierslieu_desk.rules import messages as rules
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.services.message.message_dates import Dates
from tierslieu_desk.services.message.message_defaults import DEFAULTS
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk

Fact = str | int | date | datetime | Slot | Dates | Callable[[], str]
"""A text as it is; a number, a day, a moment, times as their language writes them; or a function that is asked there.

A number whose name ends in `_cents` is money, under the name without it.
"""
COMMON = ("name", "place", "phone")
"""What every text may name: whom it is for, the place, and its telephone."""
_OF_A_BOOKING = ("what", "when", "people", "title", "price")
_OF_AN_EVENT = ("title", "when")
_OF_A_PAPER = ("number", "amount")

PLACEHOLDERS: dict[Purpose, tuple[str, ...]] = {
    Purpose.BOOKING_CONFIRMED: _OF_A_BOOKING,
    Purpose.BOOKING_OPTION: (*_OF_A_BOOKING, "until"),
    Purpose.BOOKING_OPTION_ENDS: (*_OF_A_BOOKING, "until"),
    Purpose.BOOKING_REMINDER: _OF_A_BOOKING,
    Purpose.BOOKING_CHANGED: _OF_A_BOOKING,
    Purpose.BOOKING_CANCELLED: ("what", "when", "reason"),
    Purpose.WAITING_OFFER: (*_OF_A_BOOKING, "until"),
    Purpose.QUOTE: (*_OF_A_PAPER, "until"),
    Purpose.MAIL_ARRIVED: ("items", "sign"),
    Purpose.MAIL_WAITING: ("items", "since"),
    Purpose.INVOICE: (*_OF_A_PAPER, "paper", "due"),
    Purpose.PAYMENT_REMINDER: (*_OF_A_PAPER, "due"),
    Purpose.EVENT_PLACE: _OF_AN_EVENT,
    Purpose.EVENT_WAITING_LIST: _OF_AN_EVENT,
    Purpose.EVENT_CANCELLED: _OF_AN_EVENT,
    Purpose.RECEIPT: _OF_A_PAPER,
    Purpose.PLAIN: ("subject", "text"),
}

EDITABLE = tuple(purpose for purpose in Purpose if purpose is not Purpose.PLAIN)


def titles() -> dict[Purpose, str]:
    """What each purpose is called on screen."""
    return {
        Purpose.BOOKING_CONFIRMED: _("Booking confirmed"),
        Purpose.BOOKING_OPTION: _("Option on a booking"),
        Purpose.BOOKING_OPTION_ENDS: _("Option about to end"),
        Purpose.BOOKING_REMINDER: _("Reminder of a booking"),
        Purpose.BOOKING_CHANGED: _("Booking changed"),
        Purpose.BOOKING_CANCELLED: _("Booking called off"),
        Purpose.WAITING_OFFER: _("Free for whoever waited"),
        Purpose.QUOTE: _("Quote"),
        Purpose.MAIL_ARRIVED: _("Mail has arrived"),
        Purpose.MAIL_WAITING: _("Mail waits for long"),
        Purpose.INVOICE: _("Invoice"),
        Purpose.PAYMENT_REMINDER: _("Reminder to pay"),
        Purpose.EVENT_PLACE: _("Place at an event"),
        Purpose.EVENT_WAITING_LIST: _("Waiting list of an event"),
        Purpose.EVENT_CANCELLED: _("Event called off"),
        Purpose.RECEIPT: _("Receipt"),
        Purpose.PLAIN: _("A letter"),
    }


def words_for(purpose: Purpose) -> tuple[tuple[str, str], ...]:
    """The facts a text of this purpose may name, each with what it is called on screen."""
    called = {
        "name": pgettext("fact of a message", "name"),
        "place": pgettext("fact of a message", "place"),
        "phone": pgettext("fact of a message", "phone"),
        "what": pgettext("fact of a message", "space"),
        "when": pgettext("fact of a message", "when"),
        "people": pgettext("fact of a message", "people"),
        "title": pgettext("fact of a message", "title"),
        "price": pgettext("fact of a message", "price"),
        "until": pgettext("fact of a message", "until"),
        "reason": pgettext("fact of a message", "reason"),
        "items": pgettext("fact of a message", "items"),
        "sign": pgettext("fact of a message", "to sign"),
        "since": pgettext("fact of a message", "since"),
        "number": pgettext("fact of a message", "number"),
        "paper": pgettext("fact of a message", "paper with its number"),
        "amount": pgettext("fact of a message", "amount"),
        "due": pgettext("fact of a message", "due day"),
        "subject": "subject",
        "text": "text",
    }
    return tuple((word, called[word]) for word in (*COMMON, *PLACEHOLDERS[purpose]))


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text as it is edited, its facts in braces in the language of the desk; `ours`: the house wrote it."""

    purpose: Purpose
    language: str
    subject: str
    body: str
    ours: bool


@asking({Right.SETTINGS: "keep back"})
class MessageTexts:
    """The house's texts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def shown(self, purpose: Purpose, language: str) -> TextShown:
        """The text in force, to be edited."""
        words = words_for(purpose)
        with self._desk.store.reading() as session:
            subject, body, ours = in_force(session, purpose, language)
        return TextShown(purpose, language, rules.shown(subject, words), rules.shown(body, words), ours)

    def keep(self, purpose: Purpose, language: str, subject: str, body: str) -> None:
        """From now on this is said. Raises `PlaceholderUnknown`, `BraceLeftOpen`, `MissingFact` without a text."""
        words = words_for(purpose)
        stored: dict[str, str] = {}
        for field, text in (("subject", rules.one_line(subject)), ("text", body.strip())):
            if not text:
                raise errors.MissingFact(field=field, who="")
            if alone := rules.left_open(text):
                raise errors.BraceLeftOpen(field=field, text=alone, example=f"{{{words[0][1]}}}")
            stored[field], unknown = rules.kept(text, words)
            if unknown:
                raise errors.PlaceholderUnknown(field=field, word=unknown[0], known=[called for _word, called in words])
        row = {"subject": stored["subject"], "body": stored["text"]}
        with self._desk.store.writing() as session:
            new = insert(MessageText).values(purpose=purpose.value, language=language, **row)
            session.execute(new.on_conflict_do_update(["purpose", "language"], set_=row))
            self._desk.note(session, "changed", "message_text", None, purpose=purpose.value, language=language)

    def back(self, purpose: Purpose, language: str) -> None:
        """Say again what the program says."""
        with self._desk.store.writing() as session:
            session.execute(
                delete(MessageText).where(MessageText.purpose == purpose.value, MessageText.language == language)
            )
            self._desk.note(session, "removed", "message_text", None, purpose=purpose.value, language=language)


def in_force(session: Session, purpose: Purpose, language: str) -> tuple[str, str, bool]:
    """Subject, text, and whether the house wrote them."""
    found = session.execute(
        select(MessageText.subject, MessageText.body).where(
            MessageText.purpose == purpose.value, MessageText.language == language
        )
    ).first()
    if found is not None:
        return found.subject, found.body, True
    subject, body = DEFAULTS[purpose]
    if purpose is Purpose.PLAIN:
        return subject, body, False
    with speaking(language):
        return _(subject), _(body), False


def spelled(facts: Mapping[str, Fact], language: str, *, in_short: bool = False) -> dict[str, str]:
    """Every fact as their language writes it; `in_short` as it fits on the line of a subject."""
    with speaking(language):
        return {name.removesuffix("_cents"): _spelled(name, fact, in_short) for name, fact in facts.items()}


def _spelled(name: str, fact: Fact, in_short: bool) -> str:
    if isinstance(fact, Dates):
        return fact.in_short() if in_short else fact.listed()
    if isinstance(fact, str):
        return fact
    if isinstance(fact, Slot):
        return formats.slot_text(fact)
    if isinstance(fact, datetime):
        return formats.moment(fact)
    if isinstance(fact, date):
        return formats.date_medium(fact)
    if isinstance(fact, int):
        return formats.amount(fact) if name.endswith("_cents") else formats.number(fact)
    return fact()
