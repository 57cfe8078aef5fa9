"""What a booking says on paper and by e-mail, in the language of whoever booked: what, when, where, at what price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import errors, formats, i18n
from tierslieu_desk.documents.sheets import BookingSlip
from tierslieu_desk.i18n import _, ngettext, speaking
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.rules.hours import Included
    from tierslieu_desk.services.booking.booking_prices import Quote
    from tierslieu_desk.services.booking.bookings import Bookings
    from tierslieu_desk.services.person.people import People
    from tierslieu_desk.services.place.places import Places


def working(price: Quote) -> str:
    """How a price came about: "2 × half day at €30.00 + 1 × hour at €12.00".

    Before it what hours sold ahead pay: "2 h of 5 h included · 1 × hour at €10.00"; after it whose prices they are, if
    not everybody's. Empty when nothing is asked of anybody.
    """
    parts = (included(price.included), _steps(price), _agreed(price), _tariff(price), _deposit(price))
    return " · ".join(part for part in parts if part)


def included(paid: Included | None) -> str:
    """What hours sold ahead pay of a booking, in words; empty when they pay nothing."""
    if paid is None:
        return ""
    facts = {"time": paid.minutes, "all": paid.of_minutes}
    return _("%(time)s of %(all)s included") % {name: formats.duration(some) for name, some in facts.items()}


def _deposit(price: Quote) -> str:
    return (
        _("deposit to leave: %(amount)s") % {"amount": formats.amount(price.deposit_cents)}
        if price.deposit_cents
        else ""
    )


def _agreed(price: Quote) -> str:
    return _("agreed in quote %(number)s") % {"number": price.agreed} if price.agreed else ""


def _tariff(price: Quote) -> str:
    return _("rate: %(name)s") % {"name": price.tariff} if price.tariff else ""


def _steps(price: Quote) -> str:
    if not price.gross_cents:
        return ""
    one = _("%(count)s × %(what)s at %(price)s")
    steps = ({"count": count, "what": label, "price": formats.amount(cents)} for label, count, cents in price.steps)
    return " + ".join(one % step for step in steps)


def slip(bookings: Bookings, people: People, places: Places, booking_id: int) -> BookingSlip:
    """The sheet of a booking. Raises `NotFound`."""
    row = bookings.get(booking_id)
    price = bookings.price(booking_id)
    language = spoken(people.get(row.party_id).language)
    with speaking(language):
        worked = working(price)
    things = bookings.things(booking_id)
    return BookingSlip(
        lang=language,
        place=place_block(places),
        who=row.party,
        what=row.unit,
        slot=row.slot,
        people=row.people,
        title=row.title,
        gross_cents=price.gross_cents,
        working=worked,
        until=row.expires if row.state == "tentative" else None,
        number=row.id,
        with_vat=places.with_vat(),
        there=", ".join(things.there),
        along=", ".join(things.along),
    )


def render(bookings: Bookings, people: People, places: Places, booking_id: int) -> bytes:
    """The PDF of that sheet. Raises `NotFound`."""
    from tierslieu_desk import documents

    return documents.render(slip(bookings, people, places, booking_id))


def letter(bookings: Bookings, people: People, places: Places, booking_id: int) -> Letter:
    """The same by e-mail. Raises `NotFound`, and `MissingFact` when we know no address of theirs."""
    row = bookings.get(booking_id)
    person = people.get(row.party_id)
    if not person.email:
        raise errors.MissingFact(field="email", who=person.name)
    sheet = slip(bookings, people, places, booking_id)
    with speaking(sheet.lang):
        day = formats.slot_text(sheet.slot)
        head = _("Option: %(what)s, %(when)s") if sheet.until else _("Your booking: %(what)s, %(when)s")
        return Letter(person.email, head % {"what": sheet.what, "when": day}, "\n".join(_body(sheet, day)))


def spoken(language: str) -> str:
    """Their language where the program speaks it, else the desk's own."""
    return language if language in i18n.LANGUAGES else i18n.language()


def _body(sheet: BookingSlip, day: str) -> list[str]:
    lines = [_("Hello,"), ""]
    if sheet.until:
        until = {"until": formats.moment(sheet.until)}
        lines.append(_("We keep this for you until %(until)s; please tell us by then whether you want it:") % until)
    else:
        lines.append(_("Your booking is confirmed:"))
    lines += ["", sheet.what, day[:1].upper() + day[1:]]
    if sheet.people > 1:
        lines.append(ngettext("%(n)s person", "%(n)s people", sheet.people) % {"n": sheet.people})
    if sheet.title:
        lines.append(sheet.title)
    if sheet.along:
        lines.append(_("Brought for you: %(tools)s") % {"tools": sheet.along})
    if sheet.gross_cents:
        price = formats.amount(sheet.gross_cents)
        lines.append(_("%(price)s, tax included") % {"price": price} if sheet.with_vat else price)
    if sheet.working:
        lines.append(sheet.working)
    place = sheet.place
    lines += ["", _("You cannot come? Tell us, so that somebody else can have it."), "", place.name]
    lines += [line for line in (place.street, f"{place.postcode} {place.city}".strip(), place.phone) if line]
    return lines
