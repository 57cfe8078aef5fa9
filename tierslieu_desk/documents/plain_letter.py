"""A letter of the place to somebody, on A4, its address where the window of an envelope shows it."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, LEFT, NAME, WIDTH, Sheet, wrap
from tierslieu_desk.documents.sheets import PlainLetter
from tierslieu_desk.i18n import _


def render(letter: PlainLetter) -> bytes:
    """The PDF of the letter, in the language in force."""
    sheet = Sheet(letter.subject, letter.place, letter.lang)
    blocks.head(sheet, letter.place, letter.customer)
    sheet.y += 34
    dated = {"town": letter.place.city, "day": formats.date_medium(letter.written_on)}
    sheet.lines(blocks.ADDRESSEE_LEFT, [((_("%(town)s, %(day)s") % dated).lstrip(", "), BODY)], blocks.ADDRESSEE_WIDTH)
    sheet.y += 26
    sheet.lines(LEFT, [(part, NAME) for part in wrap(letter.subject, NAME, WIDTH)], WIDTH)
    sheet.y += 12
    for line in letter.body.splitlines():
        if not line.strip():
            sheet.y += BODY.leading / 2
            continue
        for part in wrap(line, BODY, WIDTH):
            sheet.need(BODY.leading)
            sheet.lines(LEFT, [(part, BODY)], WIDTH)
    if letter.enclosed:
        sheet.y += 18
        sheet.need(BODY.leading)
        with_it = _("Enclosed: %(papers)s") % {"papers": ", ".join(letter.enclosed)}
        sheet.lines(LEFT, [(part, BODY.muted()) for part in wrap(with_it, BODY.muted(), WIDTH)], WIDTH)
    return sheet.finish()
