"""The badge: a card to cut out, with a code that any scanner reads as its number."""

from __future__ import annotations

from tierslieu_desk.documents.code import draw_code
from tierslieu_desk.documents.sheet import BODY, LEFT, NAME, TITLE, TOP, Sheet, wrap
from tierslieu_desk.documents.visit_sheets import BadgeSheet
from tierslieu_desk.i18n import _

CARD_WIDTH, CARD_HEIGHT = 242.6, 153.0
"""85.6 mm by 54 mm: the size of a bank card, which the usual sleeves take."""
CODE, PADDING, MARK = 84.0, 14.0, 26.0
NAME_LINES = 3


def render(badge: BadgeSheet) -> bytes:
    """The PDF of a badge, in the language in force."""
    sheet = Sheet(_("Badge of %(name)s") % {"name": badge.name}, badge.place, badge.lang)
    left, top = LEFT, TOP
    sheet.dashes(left, top, left + CARD_WIDTH, top)
    sheet.dashes(left, top + CARD_HEIGHT, left + CARD_WIDTH, top + CARD_HEIGHT)
    sheet.dashes(left, top, left, top + CARD_HEIGHT)
    sheet.dashes(left + CARD_WIDTH, top, left + CARD_WIDTH, top + CARD_HEIGHT)
    inside = CARD_WIDTH - 2 * PADDING
    sheet.mark(left + PADDING, top + PADDING, MARK)
    place = wrap(badge.place.name, BODY, inside - MARK - 8)[:2]
    for number, line in enumerate(place):
        sheet.text(left + PADDING + MARK + 8, top + PADDING + number * BODY.leading, line, BODY)
    room = inside - CODE - 8
    below = top + PADDING + MARK + 14
    for line in _name_lines(badge.name, room):
        sheet.text(left + PADDING, below, line, NAME.strong())
        below += NAME.leading
    sheet.text(left + PADDING, top + CARD_HEIGHT - PADDING - TITLE.leading, badge.number, TITLE)
    code_top = top + CARD_HEIGHT - PADDING - CODE
    draw_code(sheet, left + CARD_WIDTH - PADDING - CODE, code_top, CODE, badge.number)
    sheet.y = top + CARD_HEIGHT + 22
    how = _("Cut along the dashes. At the counter, scan it or type its number, then Enter.")
    sheet.lines(left, [(how, BODY.muted())], 2 * CARD_WIDTH)
    return sheet.finish()


def _name_lines(name: str, room: float) -> list[str]:
    return wrap(name, NAME, room)[:NAME_LINES]
