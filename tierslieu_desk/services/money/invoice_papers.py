"""What an issued document says: the snapshot that is sealed, and the paper drawn from that snapshot alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tierslieu_desk import documents, errors
from tierslieu_desk.documents import sheets
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.money import Basis, TaxLine, Totals
from tierslieu_desk.rules import numbering
from tierslieu_desk.rules.vocabulary import InvoiceKind, PartyKind, PaymentMethod, VatRegime
from tierslieu_desk.services.place import legal_texts

Snapshot = dict[str, Any]

_REGIME_MENTIONS = {
    VatRegime.FRANCHISE: "mention_franchise",
    VatRegime.EXEMPT: "mention_exempt",
    VatRegime.NON_TAXABLE: "mention_non_taxable",
}
_FEE_MENTION = "mention_membership_fee"
_INDEMNITY_MENTION = "mention_indemnity"
_PROFESSIONAL_MENTIONS = ("mention_no_discount", "mention_late_penalty", "mention_recovery_fee")


def seller(place: Place) -> Snapshot:
    """The place as it stands on the day of issue."""
    return {
        "name": place.name,
        "legal_name": place.legal_name,
        "legal_form": place.legal_form,
        "capital": place.capital,
        "street": place.street,
        "postcode": place.postcode,
        "city": place.city,
        "siret": place.siret,
        "rna": place.rna,
        "registry": f"RCS {place.registry_town}" if place.registry_town else "",
        "vat_number": place.vat_number,
        "phone": place.phone,
        "email": place.email,
        "iban": place.iban,
        "bic": place.bic,
        "with_vat": place.vat_regime == VatRegime.LIABLE,
    }


def customer(party: Party) -> Snapshot:
    """The payer as they stand on the day of issue. A private person has no SIREN."""
    return {
        "name": party.name,
        "street": party.street,
        "postcode": party.postcode,
        "city": party.city,
        "country": party.country,
        "siren": party.siren,
        "vat_number": party.vat_number,
    }


def mentions(
    session: Session, place: Place, party: Party, kind: InvoiceKind, day: date, *, outside_vat: bool
) -> list[str]:
    """The small print that binds on that day: the regime's, and between professionals the terms of payment.

    A membership fee is outside VAT whatever the regime: its receipt, and the credit note of one, say that instead.
    """
    keys = []
    regime = VatRegime(place.vat_regime)
    if outside_vat:
        keys.append(_FEE_MENTION)
    elif regime in _REGIME_MENTIONS:
        keys.append(_REGIME_MENTIONS[regime])
    professional = party.kind == PartyKind.ORGANISATION or bool(party.siren)
    if kind is InvoiceKind.INVOICE and professional:
        keys += _PROFESSIONAL_MENTIONS
    texts = (legal_texts.text_on(session, key, party.language, day) for key in keys)
    return [text for text in texts if text]


def indemnity(session: Session, language: str, day: date) -> list[str]:
    """Why no VAT is asked for what is kept of a booking that was called off late, where the rest has its VAT."""
    text = legal_texts.text_on(session, _INDEMNITY_MENTION, language, day)
    return [text] if text else []


def render(snapshot: Snapshot) -> bytes:
    """The paper of a snapshot (which has no hash of its own yet): the same bytes for the same snapshot.

    Raises `GlyphsMissing`: what is sealed must be what is read.
    """
    return documents.render(readable(snapshot))


def readable(snapshot: Snapshot) -> sheets.InvoiceSheet:
    """The sheet, if all of it can be read on paper. Raises `GlyphsMissing`, `LabelUnreadable`.

    A credit note repeats the lines of its original as they were printed: a correction is never held back for those.
    """
    found = sheet(snapshot)
    lacking = [one for one in documents.unreadable(found) if one.part != "lines" or found.original is None]
    if lacking:
        part = lacking[0].part
        same = [one for one in lacking if one.part == part]
        who = found.customer.name if part in {"customer", "lines"} else found.place.name
        refusal = errors.LabelUnreadable if part == "lines" else errors.GlyphsMissing
        raise refusal(
            characters=tuple(dict.fromkeys(char for one in same for char in one.characters)),
            text=", ".join(one.text for one in same),
            who=who,
        )
    return found


def any_sheet(snapshot: Snapshot) -> sheets.InvoiceSheet | sheets.CarriedInvoice:
    """The sheet of a snapshot, be it issued here or before, elsewhere: that one is no invoice of ours."""
    return sheet(snapshot) if snapshot["series"] != numbering.BEFORE else carried_sheet(snapshot)


def carried_sheet(snapshot: Snapshot) -> sheets.CarriedInvoice:
    """What is kept on paper of an invoice of before."""
    known = sheet(snapshot)
    return sheets.CarriedInvoice(
        lang=known.lang,
        place=known.place,
        customer=known.customer,
        number=known.number,
        issued_on=known.issued_on,
        due_on=date.fromisoformat(snapshot["due_on"]),
        left_cents=known.totals.gross,
    )


def sheet(snapshot: Snapshot) -> sheets.InvoiceSheet:
    """The sheet of a snapshot, in the recipient's language."""
    sold_by, sold_to, sums = snapshot["seller"], snapshot["customer"], snapshot["totals"]
    place_fields = {k: v for k, v in sold_by.items() if k not in {"iban", "bic", "with_vat"}}
    kind = InvoiceKind(snapshot["kind"])
    origin = snapshot["credits"]
    country = sold_to["country"] if sold_to["country"] != "FR" else ""
    with speaking(snapshot["language"]):
        other_ways = (_("By cheque, by card, or in cash at the counter."),)
    return sheets.InvoiceSheet(
        lang=snapshot["language"],
        kind=kind,
        number=snapshot["number"],
        place=sheets.PlaceBlock(**place_fields),
        customer=sheets.CustomerBlock(**{**sold_to, "country": country}),
        issued_on=date.fromisoformat(snapshot["issued_on"]),
        due_on=date.fromisoformat(snapshot["due_on"]) if kind is InvoiceKind.INVOICE else None,
        lines=tuple(_row(line) for line in snapshot["lines"]),
        totals=Totals(
            sums["net_cents"],
            sums["tax_cents"],
            sums["gross_cents"],
            tuple(TaxLine(*tax) for tax in sums["taxes"]),
        ),
        with_vat=sold_by["with_vat"] and not snapshot["outside_vat"],
        payment=sheets.PaymentAdvice(sold_by["iban"], sold_by["bic"], other_ways)
        if kind is InvoiceKind.INVOICE
        else None,
        original=sheets.Original(origin[0], date.fromisoformat(origin[1])) if origin else None,
        mentions=tuple(snapshot["mentions"]),
        paid=tuple(_part(*part) for part in snapshot.get("paid", ())),
    )


def _part(cents: int, on: str | None, method: str | None) -> sheets.PaidPart:
    return sheets.PaidPart(cents, date.fromisoformat(on) if on else None, PaymentMethod(method) if method else None)


def _row(line: Snapshot) -> sheets.InvoiceRow:
    return sheets.InvoiceRow(**{**line, "basis": Basis(line["basis"])})
