"""The letter to the registry about a company domiciled here: its contract has ended, or nobody collects its mail.

Asked for by article R123-168 of the French code de commerce: the registry is told of the end of the contract, and of
mail of which no notice was taken for three months.
"""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, HEADING, RIGHT, Sheet
from tierslieu_desk.documents.sheets import RegistryLetter
from tierslieu_desk.i18n import _

TO_SIGN = 64.0


def render(letter: RegistryLetter) -> bytes:
    """The PDF of the letter, in the language in force."""
    name = {"name": letter.company.name}
    subject = (_("End of the domiciliation of %(name)s") if letter.ends else _("Mail of %(name)s not collected")) % name
    sheet = Sheet(subject, letter.place, letter.lang)
    blocks.head(sheet, letter.place, letter.customer)
    sheet.y += 34
    dated = {"town": letter.place.city, "day": formats.date_medium(letter.written_on)}
    sheet.lines(blocks.ADDRESSEE_LEFT, [((_("%(town)s, %(day)s") % dated).lstrip(", "), BODY)], blocks.ADDRESSEE_WIDTH)
    sheet.y += 26
    blocks.title(sheet, subject)
    sheet.y += 12
    blocks.notes(sheet, [_("Dear Sir or Madam,")])
    sheet.y += 4
    blocks.notes(sheet, [_told(letter)])
    sheet.y += 10
    _company(sheet, letter)
    sheet.y += 6
    blocks.notes(sheet, [_("Yours faithfully,")])
    sheet.y += 22
    sheet.need(TO_SIGN)
    sheet.lines(
        blocks.ADDRESSEE_LEFT, [(letter.place.legal_name or letter.place.name, BODY.strong())], blocks.ADDRESSEE_WIDTH
    )
    sheet.lines(blocks.ADDRESSEE_LEFT, [(_("Name, office and signature"), BODY.muted())], blocks.ADDRESSEE_WIDTH)
    sheet.y += TO_SIGN - 2 * BODY.leading
    sheet.rule(sheet.y, blocks.ADDRESSEE_LEFT, RIGHT)
    return sheet.finish()


def _told(letter: RegistryLetter) -> str:
    if letter.ends is not None:
        return _(
            "As article R123-168 of the French code de commerce requires, we inform you that the domiciliation "
            "contract of the company named below has ended: its seat was on our premises until %(day)s."
        ) % {"day": formats.date_medium(letter.ends)}
    since = formats.date_medium(letter.since) if letter.since is not None else ""
    return _(
        "As article R123-168 of the French code de commerce requires, we inform you that the company named below, "
        "which has its seat on our premises, has taken no notice of its mail for three months: nothing has been "
        "collected since %(day)s."
    ) % {"day": since}


def _company(sheet: Sheet, letter: RegistryLetter) -> None:
    place, company = letter.place, letter.company
    address = ", ".join(part for part in (place.street, f"{place.postcode} {place.city}".strip()) if part)
    sheet.rule(sheet.y)
    sheet.y += 10
    facts = [
        (_("Company"), company.name),
        (_("SIREN"), blocks.siret(company.siren).removeprefix("SIREN\u00a0") if company.siren else _("not noted")),
        (_("Address of its seat"), address),
        (_("Contract since"), formats.date_medium(company.starts)),
        (_("Contract until"), formats.date_medium(company.ends) if company.ends is not None else ""),
        (_("Approval of the prefecture"), letter.approval_number),
    ]
    blocks.pairs(sheet, facts, columns=2)
    sheet.rule(sheet.y)
    sheet.y += HEADING.leading
