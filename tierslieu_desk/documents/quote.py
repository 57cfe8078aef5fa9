"""The quote: what it would cost, until when, under which conditions, and where to sign."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks, invoice
from tierslieu_desk.documents.quote_sheets import QuoteSheet
from tierslieu_desk.documents.sheet import BODY, HEADING, LEFT, RIGHT, WIDTH, Sheet, wrap
from tierslieu_desk.documents.sheets import InvoiceSheet
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules.vocabulary import InvoiceKind

_INSIDE = 14.0
_SIGNING = 62.0
"""Room for a signature and a stamp."""


def render(quote: QuoteSheet) -> bytes:
    """The PDF of a quote, in the language in force."""
    title = _("Quote %(number)s") % {"number": quote.number}
    sheet = Sheet(title, quote.place, quote.lang)
    blocks.head(sheet, quote.place, quote.customer)
    sheet.y += 36
    blocks.title(sheet, title)
    sheet.y += 4
    valid = formats.date_medium(quote.valid_until).replace(" ", "\u00a0")
    before, _here, after = _("valid until %(date)s").partition("%(date)s")
    made = _("Made on %(date)s") % {"date": formats.date_medium(quote.made_on)}
    said = [(f"{made} · {before}", BODY.muted()), (valid, BODY.strong()), (after, BODY.muted())]
    sheet.sentence([(text, style) for text, style in said if text])
    if quote.replaces is not None:
        number, day = quote.replaces
        instead = {"number": number, "date": formats.date_medium(day)}
        words = _("It replaces quote %(number)s of %(date)s, which does not count any more.") % instead
        sheet.lines(LEFT, [(words, BODY)], WIDTH)
    if quote.title:
        sheet.lines(LEFT, [(quote.title, BODY)], WIDTH)
    sheet.y += 18
    invoice.draw_what_it_costs(sheet, _as_invoice(quote))
    _conditions(sheet, quote)
    _agreed(sheet)
    sheet.small_print(quote.mentions)
    return sheet.finish()


def _as_invoice(quote: QuoteSheet) -> InvoiceSheet:
    """The same lines and totals, which nobody is asked to pay yet."""
    return InvoiceSheet(
        lang=quote.lang,
        kind=InvoiceKind.RECEIPT,
        number=quote.number,
        place=quote.place,
        customer=quote.customer,
        issued_on=quote.made_on,
        lines=quote.lines,
        totals=quote.totals,
        with_vat=quote.with_vat,
        currency=quote.currency,
    )


def _conditions(sheet: Sheet, quote: QuoteSheet) -> None:
    date = {"date": formats.date_medium(quote.valid_until)}
    kept = _("These times are kept for you until %(date)s.") % date
    if not quote.held:
        kept = _("These times are kept for you once this quote has come back signed, as far as they are still free.")
    paragraphs = [kept, *quote.terms]
    height = HEADING.leading + BODY.leading * sum(len(wrap(text, BODY, WIDTH)) for text in paragraphs)
    sheet.y += 20
    sheet.need(min(height, 200))
    sheet.lines(LEFT, [(_("Conditions"), HEADING)], WIDTH)
    blocks.notes(sheet, paragraphs)


def _agreed(sheet: Sheet) -> None:
    """A box to be filled in by hand: that they agree, the day, who, and the signature."""
    words = _("Read and agreed. Please write “agreed”, the day and your name, and sign:")
    told = wrap(words, BODY, WIDTH - 2 * _INSIDE)
    height = 24 + BODY.leading * (len(told) + 1) + _SIGNING
    sheet.need(height + 14)
    sheet.y += 14
    top = sheet.y
    sheet.frame(LEFT, top, WIDTH, height)
    sheet.y += 12
    sheet.lines(LEFT + _INSIDE, [(words, BODY.strong())], WIDTH - 2 * _INSIDE)
    sheet.y += _SIGNING
    third = (WIDTH - 2 * _INSIDE) / 3
    for place, label in enumerate((pgettext("on paper", "Date"), _("Name"), _("Signature"))):
        left = LEFT + _INSIDE + place * third
        sheet.rule(sheet.y, left, min(left + third - 12, RIGHT - _INSIDE), hair=False)
        sheet.text(left, sheet.y + 2, label, BODY.muted())
    sheet.y = top + height
