"""The notice on a door closed exceptionally: read from across the street, in the languages spoken there."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks, fonts
from tierslieu_desk.documents.door_sheets import DoorNotice
from tierslieu_desk.documents.sheet import INK, LEFT, WIDTH, Sheet, Style
from tierslieu_desk.i18n import LANGUAGES, _, speaking

HUGE, LARGE, PLAIN = Style(76, 88, fonts.STRONG, INK), Style(30, 38, fonts.STRONG, INK), Style(20, 28)
ALSO, ALSO_PLAIN = Style(26, 33, fonts.STRONG, INK), Style(15, 21)


def render(notice: DoorNotice) -> bytes:
    """The PDF of a door notice, in the language in force and then in the others."""
    sheet = Sheet(_("Door notice"), notice.place, notice.lang)
    blocks.short_head(sheet, notice.place)
    sheet.y += 60
    _told(sheet, notice, (HUGE, LARGE, PLAIN))
    for other in notice.also:
        if other.lang in LANGUAGES and other.lang != notice.lang:
            with speaking(other.lang):
                sheet.y += 18
                sheet.rule(sheet.y)
                sheet.y += 14
                _told(sheet, notice, (ALSO, ALSO_PLAIN, ALSO_PLAIN))
    return sheet.finish()


def _told(sheet: Sheet, notice: DoorNotice, styles: tuple[Style, Style, Style]) -> None:
    huge, large, plain = styles
    what = ", ".join(notice.spaces)
    lines = [(_("Closed"), huge)]
    lines += [(what, large)] if what else []
    lines.append((formats.slot_text(notice.slot), large))
    lines += [(notice.reason, large)] if notice.reason else []
    lines.append((_("We are sorry, and look forward to seeing you again."), plain))
    if notice.place.phone:
        lines.append((_("Call us: %(phone)s") % {"phone": formats.phone(notice.place.phone)}, plain))
    for text, style in lines:
        sheet.need(style.leading)
        sheet.lines(LEFT, [(text, style)], WIDTH)
