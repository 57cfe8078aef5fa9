"""The invoice, the credit note and the receipt: total and due date found in a second, how to pay in a box."""

from __future__ import annotations

from itertools import accumulate

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, GRAND, LEFT, RIGHT, WIDTH, Sheet, Style, wrap
from tierslieu_desk.documents.sheets import InvoiceRow, InvoiceSheet, PaidPart
from tierslieu_desk.documents.table import Carry, Cell, Column, Row, Table
from tierslieu_desk.i18n import N_, _, pgettext
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import InvoiceKind, PaymentMethod

TITLES = {
    InvoiceKind.INVOICE: N_("Invoice %(number)s"),
    InvoiceKind.CREDIT_NOTE: N_("Credit note %(number)s"),
    InvoiceKind.RECEIPT: N_("Receipt %(number)s"),
}
DRAFT_TITLES = {
    InvoiceKind.INVOICE: N_("Invoice, not issued yet"),
    InvoiceKind.CREDIT_NOTE: N_("Credit note, not issued yet"),
    InvoiceKind.RECEIPT: N_("Receipt, not issued yet"),
}
GRAND_LABELS = {
    InvoiceKind.INVOICE: N_("To pay"),
    InvoiceKind.CREDIT_NOTE: N_("To your credit"),
    InvoiceKind.RECEIPT: N_("Total"),
}
RECEIVED = {
    PaymentMethod.CASH: N_("Received in cash on %(date)s"),
    PaymentMethod.CHEQUE: N_("Received by cheque on %(date)s"),
    PaymentMethod.CARD: N_("Received by card on %(date)s"),
    PaymentMethod.TRANSFER: N_("Received by transfer on %(date)s"),
    PaymentMethod.PREPAID: N_("Paid with a prepaid card on %(date)s"),
}
TOTALS_LEFT = 318.0
LINE = 20.0
MANY = 12
"""Above that many lines, rows are set closer."""
_HERE = "\x00"


def render(invoice: InvoiceSheet) -> bytes:
    """The PDF of an invoice, in the language in force."""
    title = _(TITLES[invoice.kind]) % {"number": invoice.number}
    if invoice.draft:
        title = _(DRAFT_TITLES[invoice.kind])
    sheet = Sheet(title, invoice.place, invoice.lang)
    if invoice.draft:
        sheet.across(_("Draft"))
    blocks.head(sheet, invoice.place, invoice.customer)
    sheet.y += 36
    blocks.title(sheet, title)
    sheet.y += 4
    _dates(sheet, invoice)
    texts = [(text, BODY.muted()) for text in (_about_original(invoice), *invoice.references) if text]
    if invoice.delivery:
        texts.append((_("Delivered to %(address)s") % {"address": ", ".join(invoice.delivery)}, BODY.muted()))
    sheet.lines(LEFT, texts, WIDTH)
    sheet.y += 18
    draw_what_it_costs(sheet, invoice)
    _how_to_pay(sheet, invoice)
    sheet.small_print(invoice.mentions)
    return sheet.finish()


def draw_what_it_costs(sheet: Sheet, invoice: InvoiceSheet) -> None:
    """The lines and the totals, for every paper that says them."""
    _lines(sheet, invoice)
    _totals(sheet, invoice)


def _dates(sheet: Sheet, invoice: InvoiceSheet) -> None:
    quiet = BODY.muted()
    issued = _("Issued on %(date)s")
    if invoice.kind is not InvoiceKind.INVOICE:  # "facture" and "avoir" are not of one gender
        issued = pgettext("credit note or receipt", "Issued on %(date)s")
    parts = [] if invoice.draft else [issued % {"date": formats.date_medium(invoice.issued_on)}]
    first, last = invoice.supplied_on, invoice.supplied_until
    if first and last and last != first:
        span = {"first": formats.date_medium(first), "last": formats.date_medium(last)}
        parts.append(_("supplied from %(first)s to %(last)s") % span)
    elif first:
        parts.append(_("supplied on %(date)s") % {"date": formats.date_medium(first)})
    parts = [part[:1].upper() + part[1:] if not place else part for place, part in enumerate(parts)]
    sentence: list[tuple[str, Style]] = [(" · ".join(parts), quiet)]
    if invoice.due_on and invoice.kind is InvoiceKind.INVOICE and _left_to_pay(invoice) > 0:
        before, _here, after = (_("to be paid by %(date)s") % {"date": _HERE}).partition(_HERE)
        due = formats.date_medium(invoice.due_on).replace(" ", "\u00a0")
        before = f" · {before}" if parts else before[:1].upper() + before[1:]
        sentence += [(before, quiet), (due, BODY.strong()), (after, quiet)]
    said = [(text, style) for text, style in sentence if text]
    if said:
        sheet.sentence(said)


def _about_original(invoice: InvoiceSheet) -> str:
    if invoice.original is None:
        return ""
    facts = {"number": invoice.original.number, "date": formats.date_medium(invoice.original.issued_on)}
    return _("About invoice %(number)s of %(date)s") % facts


# --- lines


def _with_vat(invoice: InvoiceSheet) -> bool:
    """Whether any VAT is asked: a place that charges it may ask for nothing but what is outside its scope."""
    return invoice.with_vat and any(line.rate_bp for line in invoice.lines)


def _all_gross(invoice: InvoiceSheet) -> bool:
    """Whether what is shown is with its VAT; what is outside its scope is the same either way."""
    return _with_vat(invoice) and all(line.basis is Basis.GROSS or not line.rate_bp for line in invoice.lines)


def _columns(invoice: InvoiceSheet) -> list[Column]:
    columns = [Column(_("Description"), strong=True), Column(_("Quantity"), 92, "right")]
    if not _with_vat(invoice):
        return [*columns, Column(_("Price"), 76, "right"), Column(_("Total"), 72, "right")]
    price, total = _("Price excl. tax"), _("Total excl. tax")
    if _all_gross(invoice):
        price, total = _("Price incl. tax"), _("Total incl. tax")
    return [*columns, Column(price, 76, "right"), Column(_("VAT"), 50, "right"), Column(total, 76, "right")]


def _shown_cents(invoice: InvoiceSheet, line: InvoiceRow) -> int:
    """What the last column shows, and what is carried over."""
    return line.gross_cents if _all_gross(invoice) or not _with_vat(invoice) else line.net_cents


def _row(invoice: InvoiceSheet, line: InvoiceRow) -> Row:
    count = formats.quantity(line.quantity_milli)
    count = f"{count} {line.unit}" if line.unit else count
    price = Cell(formats.unit_price(line.unit_price_e4, invoice.currency))
    total = Cell(formats.amount(_shown_cents(invoice, line), invoice.currency))
    first = (Cell(line.description, line.detail), Cell(count))
    if not _with_vat(invoice):
        return (*first, price, total)
    if not line.rate_bp:
        return (*first, price, Cell(pgettext("VAT of a line", "outside")), total)
    if line.basis is Basis.GROSS and not _all_gross(invoice):
        incl = _("%(amount)s incl. tax") % {"amount": formats.amount(line.gross_cents, invoice.currency)}
        price, total = Cell(price.text, _("incl. tax")), Cell(total.text, incl)
    return (*first, price, Cell(formats.rate(line.rate_bp)), total)


def _lines(sheet: Sheet, invoice: InvoiceSheet) -> None:
    running = list(accumulate(_shown_cents(invoice, line) for line in invoice.lines))
    table = Table(sheet, _columns(invoice), padding=7 if len(invoice.lines) <= MANY else 4)
    rows = [_row(invoice, line) for line in invoice.lines]
    table.draw(rows, Carry(running, invoice.currency), keep_with_last=_totals_height(invoice))


# --- totals


def _total_lines(invoice: InvoiceSheet) -> list[tuple[str, int]]:
    totals = invoice.totals
    lines: list[tuple[str, int]] = []
    if invoice.with_vat:
        lines.append((_("Total excl. tax"), totals.net))
        for tax in totals.taxes:
            if not tax.rate_bp:
                base = {"base": formats.amount(tax.net, invoice.currency)}
                lines.append((_("Outside the scope of VAT: %(base)s") % base, tax.tax))
                continue
            facts = {"rate": formats.rate(tax.rate_bp), "base": formats.amount(tax.net, invoice.currency)}
            lines.append((_("VAT %(rate)s on %(base)s") % facts, tax.tax))
        if sum(bool(tax.rate_bp) for tax in totals.taxes) > 1:
            lines.append((_("Total VAT"), totals.tax))
    if invoice.paid:
        lines.append((_("Total incl. tax") if invoice.with_vat else _("Total"), totals.gross))
        lines += [(_received(part), -part.cents) for part in invoice.paid]
    return lines


def _received(part: PaidPart) -> str:
    day = formats.date_short(part.on) if part.on else ""
    if part.method and day:
        return _(RECEIVED[part.method]) % {"date": day}
    return _("Received on %(date)s") % {"date": day} if day else _("Already received")


def _totals_height(invoice: InvoiceSheet) -> float:
    return 10 + LINE * len(_total_lines(invoice)) + 11 + GRAND.leading + 8


def _totals(sheet: Sheet, invoice: InvoiceSheet) -> None:
    sheet.need(_totals_height(invoice))
    sheet.y += 10
    for label, cents in _total_lines(invoice):
        top = sheet.y + (LINE - BODY.leading) / 2
        sheet.text(TOTALS_LEFT, top, label, BODY.muted())
        sheet.text(RIGHT, top, formats.amount(cents, invoice.currency), BODY, "right")
        sheet.y += LINE
    if _total_lines(invoice):
        sheet.y += 5
        sheet.rule(sheet.y, TOTALS_LEFT, hair=False)
    sheet.y += 6
    left_to_pay = _left_to_pay(invoice)
    label = _("Left to pay") if invoice.paid and invoice.kind is InvoiceKind.INVOICE else _(GRAND_LABELS[invoice.kind])
    sheet.text(TOTALS_LEFT, sheet.y, label, GRAND)
    sheet.text(RIGHT, sheet.y, formats.amount(left_to_pay, invoice.currency), GRAND, "right")
    sheet.y += GRAND.leading


def _left_to_pay(invoice: InvoiceSheet) -> int:
    if invoice.kind is not InvoiceKind.INVOICE:
        return invoice.totals.gross
    return invoice.totals.gross - sum(part.cents for part in invoice.paid)


# --- how to pay


def _how_to_pay(sheet: Sheet, invoice: InvoiceSheet) -> None:
    advice = invoice.payment
    if advice is None or invoice.kind is not InvoiceKind.INVOICE or _left_to_pay(invoice) <= 0:
        return
    texts = [(_("How to pay"), BODY.strong())]
    if advice.iban:
        account = blocks.grouped(advice.iban, 4) + (f" · BIC\u00a0{advice.bic}" if advice.bic else "")
        texts.append((_("By transfer: IBAN %(iban)s") % {"iban": account}, BODY))
        if invoice.number:
            texts.append((_("Please write on it: %(number)s") % {"number": invoice.number}, BODY.muted()))
    texts += [(text, BODY.muted()) for text in advice.other_ways]
    if len(texts) == 1:
        return
    inside = WIDTH - 28
    height = 24 + BODY.leading * sum(len(wrap(text, style, inside)) for text, style in texts)
    sheet.need(height + 24)
    sheet.y += 24
    sheet.frame(LEFT, sheet.y, WIDTH, height)
    bottom = sheet.y + height
    sheet.y += 12
    sheet.lines(LEFT + 14, texts, inside)
    sheet.y = bottom + 8
