"""The mail slip: A6 at the head of an A4 page, for a pigeonhole or a door, with a line to sign on collection."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents.sheet import BODY, HEADING, NAME, PAGE_WIDTH, Sheet, Style, shorten, wrap
from tierslieu_desk.documents.sheets import MailSlip
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import MailKind

KINDS = {
    MailKind.LETTER: N_("A letter"),
    MailKind.REGISTERED: N_("A registered letter"),
    MailKind.PARCEL: N_("A parcel"),
    MailKind.JUDICIAL: N_("A judicial act"),
    MailKind.LEAFLET: N_("A leaflet"),
}
WIDTH, HEIGHT = PAGE_WIDTH / 2, 421.0
"""A6 upright: a quarter of the page."""
MARGIN = 30.0
INSIDE = WIDTH - 2 * MARGIN
ADDRESSEE = Style(15, 20, NAME.font)
SHELF = Style(24, 30, NAME.font)
MOST_LINES = 3


def render(slip: MailSlip) -> bytes:
    """The PDF of a mail slip, in the language in force."""
    sheet = Sheet(_("Mail for %(name)s") % {"name": slip.addressee}, slip.place, slip.lang)
    sheet.dashes(WIDTH, 0, WIDTH, HEIGHT)
    sheet.dashes(0, HEIGHT, WIDTH, HEIGHT)
    sheet.mark(MARGIN, MARGIN, 22)
    sheet.text(MARGIN + 30, MARGIN + 4, shorten(slip.place.name, BODY.strong(), INSIDE - 30), BODY.strong())
    sheet.y = MARGIN + 40
    _clipped(sheet, _("Mail for"), HEADING)
    _clipped(sheet, slip.addressee, ADDRESSEE)
    sheet.y += 8
    _clipped(sheet, _(KINDS[slip.kind]), BODY.strong())
    if slip.sender:
        _clipped(sheet, _("from %(sender)s") % {"sender": slip.sender}, BODY)
    _clipped(sheet, _("arrived on %(date)s") % {"date": formats.date_medium(slip.arrived_on)}, BODY)
    if slip.reference:
        _clipped(sheet, slip.reference, BODY.muted())
    if slip.shelf:
        sheet.y += 8
        _clipped(sheet, _("Shelf"), HEADING)
        _clipped(sheet, slip.shelf, SHELF, 1)
    if slip.note:
        sheet.y += 4
        _clipped(sheet, slip.note, BODY.muted())
    _receipt(sheet)
    return sheet.finish()


def _clipped(sheet: Sheet, text: str, style: Style, most: int = MOST_LINES) -> None:
    """The first lines of a text: a slip has no second page."""
    lines = wrap(text, style, INSIDE)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), style, INSIDE)]
    sheet.lines(MARGIN, [(line, style) for line in lines], INSIDE)


def _receipt(sheet: Sheet) -> None:
    top = HEIGHT - MARGIN - 52
    for number, label in enumerate((_("Handed over on"), _("Signature"))):
        line = top + 24 + number * 28
        sheet.text(MARGIN, line - 14, label, BODY.muted())
        sheet.rule(line, MARGIN + 96, MARGIN + INSIDE)
