"""A member's project told on one page: the place above, their name, their words, and that they agreed."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, LEFT, NAME, WIDTH, Sheet, wrap
from tierslieu_desk.documents.sheets import PortraitSheet
from tierslieu_desk.i18n import _


def render(portrait: PortraitSheet) -> bytes:
    """The PDF of a portrait, in the language in force."""
    sheet = Sheet(_("Portrait: %(name)s") % {"name": portrait.name}, portrait.place, portrait.lang)
    blocks.short_head(sheet, portrait.place)
    sheet.y += 34
    blocks.title(sheet, portrait.name)
    if portrait.town:
        sheet.lines(LEFT, [(portrait.town, NAME)], WIDTH)
    sheet.y += 18
    for line in portrait.text.splitlines():
        sheet.y += 0 if line.strip() else BODY.leading / 2
        for part in wrap(line, BODY, WIDTH) if line.strip() else ():
            sheet.need(BODY.leading)
            sheet.lines(LEFT, [(part, BODY)], WIDTH)
    sheet.y += 22
    sheet.need(BODY.leading)
    agreed = _("Told with their consent of %(day)s, for as long as they agree.")
    sheet.lines(LEFT, [(agreed % {"day": formats.date_medium(portrait.agreed_on)}, BODY.muted())], WIDTH)
    return sheet.finish()
