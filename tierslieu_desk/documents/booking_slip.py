"""The booking slip: one page that confirms a booking, or keeps an option, for whoever has no e-mail."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, LEFT, NAME, WIDTH, Sheet
from tierslieu_desk.documents.sheets import BookingSlip
from tierslieu_desk.i18n import _, ngettext


def render(slip: BookingSlip) -> bytes:
    """The PDF of a booking slip, in the language in force."""
    heading = _("Option") if slip.until else _("Booking confirmed")
    sheet = Sheet(_("%(name)s: %(what)s") % {"name": heading, "what": slip.what}, slip.place, slip.lang)
    number = _("Booking no. %(number)s") % {"number": slip.number} if slip.number else ""
    blocks.short_head(sheet, slip.place, number)
    sheet.y += 34
    blocks.title(sheet, heading)
    sheet.y += 10
    day = formats.slot_with_year(slip.slot)
    sheet.lines(LEFT, [(slip.what, NAME), (day[:1].upper() + day[1:], NAME)], WIDTH)
    sheet.y += 14
    blocks.pairs(sheet, _facts(slip), 2)
    if slip.until:
        sheet.y += 6
        kept = _("Kept for you until %(until)s. Tell us by then, or others may have it.")
        sheet.lines(LEFT, [(kept % {"until": formats.moment(slip.until)}, BODY.strong())], WIDTH)
    sheet.y += 10
    sheet.rule(sheet.y)
    sheet.y += 12
    where = ", ".join(part for part in (slip.place.street, f"{slip.place.postcode} {slip.place.city}".strip()) if part)
    sheet.lines(LEFT, [(slip.place.name, BODY.strong()), (where, BODY), (_reach(slip), BODY)], WIDTH)
    sheet.y += 12
    sheet.lines(LEFT, [(_("You cannot come? Tell us, so that somebody else can have it."), BODY.muted())], WIDTH)
    return sheet.finish()


def _facts(slip: BookingSlip) -> list[tuple[str, str]]:
    people = ngettext("%(n)s person", "%(n)s people", slip.people) % {"n": slip.people}
    price = formats.amount(slip.gross_cents) if slip.gross_cents else _("Nothing to pay")
    return [
        (_("For"), slip.who),
        (_("What for"), slip.title),
        (_("How many"), people if slip.people > 1 else ""),
        (_("Length"), formats.duration(slip.slot.minutes)),
        (_("What you find there"), slip.there),
        (_("Brought for you"), slip.along),
        (_("Price, tax included") if slip.with_vat else _("Price"), f"{price}\n{slip.working}".strip()),
    ]


def _reach(slip: BookingSlip) -> str:
    return " · ".join(part for part in (slip.place.phone, slip.place.email) if part)
