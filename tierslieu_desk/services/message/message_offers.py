"""What the desk tells people most often, offered out of what it knows: an invoice, a booking, mail on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.errors import NotFound, ToldMeanwhile
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.rules.messages import Purpose, Way
from tierslieu_desk.rules.vocabulary import InvoiceKind, RegistrationState
from tierslieu_desk.services.message.message_dates import Dates
from tierslieu_desk.services.message.messages import Addressee, Draft
from tierslieu_desk.services.post import mail_papers

if TYPE_CHECKING:
    from datetime import datetime

    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.bookings import Bookings
    from tierslieu_desk.services.booking.waiting import WaitingList
    from tierslieu_desk.services.event.event_details import EventDetail, GuestRow
    from tierslieu_desk.services.message.message_texts import Fact
    from tierslieu_desk.services.message.messages import Messages
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow
    from tierslieu_desk.services.money.invoices import Invoices
    from tierslieu_desk.services.post.mail import MailRow

SOON = timedelta(hours=24)
"""An option that ends so soon is asked about."""
LONG_DAYS = 30
"""Mail that waits for so long is no news: they are asked when they can fetch it."""
_OF_STATES = {"tentative": Purpose.BOOKING_OPTION, "cancelled": Purpose.BOOKING_CANCELLED}


def invoice(messages: Messages, invoices: Invoices, row: InvoiceLineRow) -> Draft:
    """A document with its PDF. Raises `NotFound`, `FileMissing`."""
    enclosed = messages.enclose(invoices.paper(row.id), f"{row.number}.pdf")
    facts: dict[str, Fact] = {"number": row.number, "paper": partial(paper_named, row.kind, row.number)}
    if row.left_cents > 0:
        facts |= {"amount_cents": row.left_cents, "due": row.due_on}
    return messages.offer(Purpose.INVOICE, row.party_id, facts, ("invoice", row.id), (enclosed,))


def paper_named(kind: InvoiceKind, number: str) -> str:
    """What kind of paper it is, and its number, as one says it: "invoice F2026-0012"."""
    words = {
        InvoiceKind.INVOICE: pgettext("inside a sentence", "invoice %(number)s"),
        InvoiceKind.CREDIT_NOTE: pgettext("inside a sentence", "credit note %(number)s"),
        InvoiceKind.RECEIPT: pgettext("inside a sentence", "receipt %(number)s"),
    }
    return words[kind] % {"number": number}


def payment_reminder(messages: Messages, invoices: Invoices, row: InvoiceLineRow) -> Draft:
    """What is left of a document that is late, in one friendly text. Raises `NotFound`, `FileMissing`."""
    enclosed = messages.enclose(invoices.paper(row.id), f"{row.number}.pdf")
    facts: dict[str, Fact] = {"number": row.number, "amount_cents": row.left_cents, "due": row.due_on}
    return messages.offer(Purpose.PAYMENT_REMINDER, row.party_id, facts, ("invoice", row.id), (enclosed,))


def receipt(messages: Messages, invoices: Invoices, row: InvoiceLineRow) -> Draft:
    """What somebody just paid, with its PDF; an invoice where something is left of it. Raises as `invoice` does."""
    if row.left_cents > 0:
        return invoice(messages, invoices, row)
    enclosed = messages.enclose(invoices.paper(row.id), f"{row.number}.pdf")
    facts: dict[str, Fact] = {"number": row.number, "amount_cents": row.gross_cents}
    return messages.offer(Purpose.RECEIPT, row.party_id, facts, ("invoice", row.id), (enclosed,))


def booking(
    messages: Messages, bookings: Bookings, number: int, purpose: Purpose | None = None, *, reason: str = ""
) -> Draft:
    """A booking confirmed, an option, one that was called off; or what is said. Raises `NotFound`."""
    row = bookings.get(number)
    what = partial(_with_tools, row.unit, bookings.along((number,)), 1)
    facts: dict[str, Fact] = {"what": what, "when": row.slot, "title": row.title, "reason": reason}
    if row.people > 1:
        facts["people"] = lambda: ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people}
    if row.expires is not None:
        facts["until"] = row.expires
    if row.state != "cancelled":
        cents = bookings.price(number).gross_cents
        facts |= {"price_cents": cents} if cents else {}
    wanted = purpose or _OF_STATES.get(row.state, Purpose.BOOKING_CONFIRMED)
    return messages.offer(wanted, row.party_id, facts, ("booking", number))


def _with_tools(what: str, tools: dict[int, dict[int, str]], dates: int) -> str:
    """What is booked, with what is brought along; on how many of the dates where that is not all of them."""
    if not tools:
        return what
    names = dict.fromkeys(name for along in tools.values() for name in along.values())
    facts = {"what": what, "tools": ", ".join(names), "n": len(tools)}
    if len(tools) == dates and all(set(along.values()) == set(names) for along in tools.values()):
        return _("%(what)s with %(tools)s") % facts
    return _("%(what)s with %(tools)s on %(n)s of these dates") % facts


def of_option(waiting: WaitingList, row: BookingRow, now: datetime | None) -> Purpose | None:
    """What to say of an option: it came off the waiting list, or it is about to end; None: what its state says."""
    if row.state != "tentative":
        return None
    if any(one.booking_id == row.id for one in waiting.of_person(row.party_id)):
        return Purpose.WAITING_OFFER
    ends = now is not None and row.expires is not None and row.expires - now <= SOON
    return Purpose.BOOKING_OPTION_ENDS if ends else None


def dates(messages: Messages, bookings: Bookings, numbers: Sequence[int], purpose: Purpose) -> Draft:
    """Several dates of somebody's series in one message. Raises `NotFound` when there is none of them any more."""
    along = bookings.along(numbers)
    brought = {tool for tools in along.values() for tool in tools}
    rows = tuple(row for row in bookings.several(numbers) if row.id not in brought)
    if len(rows) <= 1:
        return booking(messages, bookings, rows[0].id if rows else numbers[0], purpose)
    spaces = tuple(dict.fromkeys(row.unit for row in rows))
    each = Dates(tuple((row.slot, row.unit if len(spaces) > 1 else "") for row in rows))
    first, people = rows[0], max(row.people for row in rows)
    what = partial(_with_tools, ", ".join(spaces), along, len(rows))
    facts: dict[str, Fact] = {"what": what, "when": each, "title": first.title, "reason": ""}
    if people > 1:
        facts["people"] = lambda: ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
    one_series = first.series_id is not None and purpose is not Purpose.BOOKING_REMINDER
    about = ("series", first.series_id or 0) if one_series else ("booking", first.id)
    return messages.offer(purpose, first.party_id, facts, about)


def reminders(messages: Messages, bookings: Bookings, of_each: Sequence[Sequence[int]]) -> tuple[Draft, ...]:
    """The reminders of these bookings, one for each person's, that can go from here, each by their way."""
    return _from_here(messages, [dates(messages, bookings, one, Purpose.BOOKING_REMINDER) for one in of_each])


def queue_all(messages: Messages, drafts: Sequence[Draft]) -> tuple[int, ...]:
    """Each of them that nobody told meanwhile; returns their numbers. Raises what else `Messages.queue` raises."""
    queued: list[int] = []
    for draft in drafts:
        with suppress(ToldMeanwhile):
            queued.append(messages.queue(draft))
    return tuple(queued)


def _from_here(messages: Messages, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Without a mail account, whoever has a telephone is called; whoever has an e-mail alone is left to be written to.

    Letters and calls need no account.
    """
    if messages.ready():
        return tuple(drafts)
    called = (one.by(Way.CALL) if one.way is Way.EMAIL and Way.CALL in one.ways else one for one in drafts)
    return tuple(one for one in called if one.way is not Way.EMAIL)


def mail(messages: Messages, items: Sequence[MailRow]) -> Draft:
    """What waits on the shelf for somebody; for so long that they are asked when they come."""
    waits_long = max(item.days for item in items) >= LONG_DAYS
    purpose = Purpose.MAIL_WAITING if waits_long else Purpose.MAIL_ARRIVED

    def lines() -> str:
        return "\n".join(f"- {line}" for line in mail_papers.lines(items))

    def to_sign() -> str:
        signs = any(item.kind in mail_papers.TO_SIGN for item in items)
        return _("Somebody has to sign for it: please bring proof of identity.") if signs else ""

    facts: dict[str, Fact] = {"items": lines, "sign": to_sign, "since": min(item.arrived_on for item in items)}
    return messages.offer(purpose, items[0].party_id, facts, ("mail_item", items[0].id))


def registration(messages: Messages, event: EventDetail, number: int) -> Draft:
    """A place at an event, or one on its waiting list, for somebody in a file or not. Raises `NotFound`."""
    guest = next((one for one in event.guests if one.id == number), None)
    if guest is None or guest.state is RegistrationState.CANCELLED:
        raise NotFound(what="registration", id=number)
    waits = guest.state is RegistrationState.WAITING
    purpose = Purpose.EVENT_WAITING_LIST if waits else Purpose.EVENT_PLACE
    return messages.offer(purpose, _of_event(guest, event), _event_facts(event), ("registration", number))


def not_told(messages: Messages, event: EventDetail) -> tuple[GuestRow, ...]:
    """Who was coming and does not know yet, through a message, that it is called off."""
    about = {guest: ("registration", guest.id) for guest in event.coming}
    return tuple(guest for guest in about if not messages.was_told(Purpose.EVENT_CANCELLED, about[guest]))


def event_called_off(messages: Messages, event: EventDetail) -> tuple[Draft, ...]:
    """What tells those who were coming, in a file or not, and were not told yet, as far as it can go from here."""
    return _from_here(messages, everybody_called_off(messages, event))


def everybody_called_off(messages: Messages, event: EventDetail) -> list[Draft]:
    """The same, however it can go."""
    drafts: list[Draft] = []
    for guest in not_told(messages, event):
        about = ("registration", guest.id)
        drafts.append(messages.offer(Purpose.EVENT_CANCELLED, _of_event(guest, event), _event_facts(event), about))
    return drafts


def _of_event(guest: GuestRow, event: EventDetail) -> int | Addressee:
    return guest.party_id or Addressee(guest.name, guest.email, guest.phone, event.language)


def _event_facts(event: EventDetail) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"title": event.title}
    if event.sittings:
        facts["when"] = event.sittings[0].slot
    return facts
