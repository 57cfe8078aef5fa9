"""Legal texts and VAT rates a new place starts with: rows with the day they hold from, editable ever after.

Sources: CGI art. 293 B (franchise) and 261-7-1° (exempt services to members), C. com. L441-10 and D441-5 (late
payment), CGI art. 278 and following for the French rates, Ley 37/1992 art. 90 and 91 for the Spanish ones. Nothing
here is read after set-up: what counts is what stands in the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tierslieu_desk.rules.vocabulary import VatCategory

EVER = date(2000, 1, 1)
"""The day from which a value holds when nothing says since when."""


class TextKey(StrEnum):
    """Texts that documents print, looked up by day and language."""

    FRANCHISE = "mention_franchise"
    EXEMPT = "mention_exempt"
    NON_TAXABLE = "mention_non_taxable"
    LATE_PENALTY = "mention_late_penalty"
    RECOVERY_FEE = "mention_recovery_fee"
    NO_DISCOUNT = "mention_no_discount"
    MEMBERSHIP_FEE = "mention_membership_fee"
    INDEMNITY = "mention_indemnity"


@dataclass(frozen=True, slots=True)
class DefaultText:
    """One text as a new place gets it."""

    key: TextKey
    language: str
    valid_from: date
    value: str


@dataclass(frozen=True, slots=True)
class DefaultRate:
    """One rate in basis points as a new place gets it."""

    country: str
    category: VatCategory
    valid_from: date
    rate_bp: int


TEXTS = (
    DefaultText(TextKey.FRANCHISE, "fr", EVER, "TVA non applicable, art. 293 B du CGI"),
    DefaultText(TextKey.FRANCHISE, "en", EVER, "VAT not applicable, article 293 B of the French tax code (CGI)"),
    DefaultText(TextKey.EXEMPT, "fr", EVER, "Exonération de TVA, art. 261-7-1° du CGI"),
    DefaultText(TextKey.EXEMPT, "en", EVER, "Exempt from VAT, article 261-7-1° of the French tax code (CGI)"),
    DefaultText(TextKey.NON_TAXABLE, "fr", EVER, "Association non assujettie à la TVA"),
    DefaultText(TextKey.NON_TAXABLE, "en", EVER, "Association outside the scope of VAT"),
    DefaultText(
        TextKey.LATE_PENALTY,
        "fr",
        EVER,
        "En cas de retard de paiement : pénalités au taux de trois fois l’intérêt légal (art. L441-10 du code de "
        "commerce)",
    ),
    DefaultText(
        TextKey.LATE_PENALTY,
        "en",
        EVER,
        "Late payment bears interest at three times the French legal rate (article L441-10 of the code de commerce)",
    ),
    DefaultText(
        TextKey.RECOVERY_FEE,
        "fr",
        EVER,
        "Indemnité forfaitaire pour frais de recouvrement : 40 € (art. D441-5 du code de commerce)",
    ),
    DefaultText(
        TextKey.RECOVERY_FEE, "en", EVER, "Fixed recovery fee: EUR 40 (article D441-5 of the code de commerce)"
    ),
    DefaultText(TextKey.NO_DISCOUNT, "fr", EVER, "Pas d’escompte pour paiement anticipé"),
    DefaultText(TextKey.NO_DISCOUNT, "en", EVER, "No discount for early payment"),
    DefaultText(TextKey.MEMBERSHIP_FEE, "fr", EVER, "Cotisation sans contrepartie, hors du champ de la TVA"),
    DefaultText(TextKey.MEMBERSHIP_FEE, "en", EVER, "Membership fee without counterpart, outside the scope of VAT"),
    DefaultText(
        TextKey.INDEMNITY,
        "fr",
        EVER,
        "Indemnité pour annulation tardive : hors du champ de la TVA (CJUE, 18 juillet 2007, C-277/05)",
    ),
    DefaultText(
        TextKey.INDEMNITY,
        "en",
        EVER,
        "Compensation for calling off late: outside the scope of VAT (CJEU, 18 July 2007, C-277/05)",
    ),
)

RATES = (
    DefaultRate("FR", VatCategory.STANDARD, EVER, 1960),
    DefaultRate("FR", VatCategory.REDUCED, EVER, 550),
    DefaultRate("FR", VatCategory.INTERMEDIATE, date(2012, 1, 1), 700),
    DefaultRate("FR", VatCategory.STANDARD, date(2014, 1, 1), 2000),
    DefaultRate("FR", VatCategory.INTERMEDIATE, date(2014, 1, 1), 1000),
    DefaultRate("ES", VatCategory.STANDARD, date(2012, 9, 1), 2100),
    DefaultRate("ES", VatCategory.INTERMEDIATE, date(2012, 9, 1), 1000),
    DefaultRate("ES", VatCategory.REDUCED, EVER, 400),
)
