"""Identifiers that carry their own key: checked and written without spaces, so that a slip of the finger is caught."""

from __future__ import annotations

from types import ModuleType

from tierslieu_desk.errors import WrongIdentifier


def siret(text: str) -> str:
    """The establishment's 14 digits. Empty stays empty. Raises `WrongIdentifier`."""
    from stdnum.fr import siret as number

    return _checked("siret", text, number)


def siren(text: str) -> str:
    """The company's 9 digits, also out of a SIRET. Empty stays empty. Raises `WrongIdentifier`."""
    from stdnum.fr import siren as number

    digits = "".join(text.split())
    return siret(digits)[:9] if len(digits) == 14 else _checked("siren", text, number)


def company_number(text: str, country: str) -> str:
    """The national number of a company: SIREN in France, NIF in Spain, as written elsewhere.

    Raises `WrongIdentifier`.
    """
    if country == "FR":
        return siren(text)
    if country == "ES":
        from stdnum.es import nif

        return _checked("nif", text, nif)
    return text.strip()


def iban(text: str) -> str:
    """The account number without spaces. Empty stays empty. Raises `WrongIdentifier`."""
    from stdnum import iban as number

    return _checked("iban", text, number)


def vat_number(text: str) -> str:
    """A VAT number of the European Union, with its country first. Empty stays empty. Raises `WrongIdentifier`."""
    from stdnum.eu import vat

    return _checked("vat_number", text, vat)


def _checked(kind: str, text: str, number: ModuleType) -> str:
    from stdnum.exceptions import ValidationError

    if not text.strip():
        return ""
    try:
        return str(number.validate(text))
    except ValidationError as error:
        raise WrongIdentifier(kind=kind, text=text.strip()) from error
