"""The lists of the companies domiciled here, for the tax office and social security.

Asked for by article R123-168 of the French code de commerce: each quarter those that came or left, and before
15 January those present on 1 January.
"""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, Sheet
from tierslieu_desk.documents.sheets import CompanyLine, CompanyList
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.i18n import _, ngettext

DAY_WIDTH, NUMBER_WIDTH = 92.0, 92.0
NOTE_HEIGHT = 3 * BODY.leading


def render(listed: CompanyList) -> bytes:
    """The PDF of the list, in the language in force."""
    days = {"first": formats.date_medium(listed.first), "last": formats.date_medium(listed.last)}
    present = listed.first == listed.last
    title = (
        _("Companies domiciled on %(first)s")
        if present
        else _("Companies that came or left from %(first)s to %(last)s")
    ) % days
    sheet = Sheet(title, listed.place, listed.lang)
    blocks.head(sheet, listed.place)
    sheet.y += 30
    blocks.title(sheet, title)
    sheet.y += 8
    blocks.pairs(
        sheet,
        [
            (_("For"), _("The tax office and the body that collects social security contributions")),
            (_("Approval of the prefecture"), listed.approval_number),
            (_("Made on"), formats.date_medium(listed.written_on)),
        ],
    )
    sheet.y += 6
    columns = (
        Column(_("Company"), strong=True),
        Column(_("SIREN"), NUMBER_WIDTH),
        Column(_("Contract since"), DAY_WIDTH),
        Column(_("Contract until"), DAY_WIDTH),
    )
    Table(sheet, columns).draw([_row(one) for one in listed.companies], keep_with_last=NOTE_HEIGHT)
    sheet.y += 10
    count = len(listed.companies)
    told = ngettext("%(n)s company.", "%(n)s companies.", count) % {"n": count}
    blocks.notes(sheet, [told, _("List required by article R123-168 of the French code de commerce.")])
    return sheet.finish()


def _row(one: CompanyLine) -> Row:
    siren = blocks.siret(one.siren).removeprefix("SIREN\u00a0") if one.siren else _("not noted")
    until = formats.date_short(one.ends) if one.ends is not None else ""
    return Cell(one.name), Cell(siren), Cell(formats.date_short(one.starts)), Cell(until)
