"""What the columns and cells of somebody's list of people mean: headers in three languages, names, phones, postcodes.

Two persons in one cell ("Marie et Jean Dupont", "Dupont Marie / Dupont Jean") are two persons at one address; the
e-mail and the phone are the first one's, since a second one could not be told apart by them. A cell with a given and a
family name is split: what is all capitals is the family name, else what stands before a comma, else what the header
says comes first. An organisation is never split (`people_names`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from tierslieu_desk import errors
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.people_headers import HEADERS
from tierslieu_desk.rules.people_names import TITLES, at_slashes, is_organisation, repeated_family
from tierslieu_desk.rules.vocabulary import Role

NAMES = ("given_name", "family_name", "full_name", "full_name_family_first", "organisation")
_HALVES = frozenset(("given_name", "family_name"))
_WHOLE = ("full_name", "full_name_family_first")
MEMBERS = ("adherent", "adherente", "membre", "member", "socio", "socia", "miembro", "coworker", "coworkeur")
GUESTS = ("invite", "invitee", "guest", "invitado", "invitada")
COUNTRIES = {
    "france": "FR",
    "francia": "FR",
    "fr": "FR",
    "espagne": "ES",
    "espana": "ES",
    "spain": "ES",
    "es": "ES",
    "andorre": "AD",
    "andorra": "AD",
    "ad": "AD",
    "belgique": "BE",
    "belgium": "BE",
    "suisse": "CH",
}
_AND = re.compile(r"\s+(?:et|&|y|and|eta|i)\s+|\s*&\s*", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d .]{7,}\d")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")


_SEVERAL = re.compile(r"\s*(?:/|;|\bou\b|\bo\b)\s*")
"""What stands between two phone numbers."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field stands in which column, whether a header was found in that line, and the headers not made use of."""

    fields: Mapping[str, int]
    ignored: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether somebody can be named from it."""
        return any(field in self.fields for field in NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """One person (or an organisation without one) read from a line. Empty fields say nothing."""

    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    birth_date: date | None = None
    role: Role | None = None
    status: str = ""
    note: str = ""


def columns_of(cells: Sequence[str], by_hand: Mapping[int, str] = MappingProxyType({})) -> Columns:
    """Read a line as headers. A single "name" next to nothing else is a full name.

    `by_hand` says what a column is, whatever its header, by its number from 0; an empty field leaves it out. A whole
    name and a half of one do not go together: the one said last of a name leaves the others out.
    """
    keys = [search_key(cell) for cell in cells]
    fields: dict[str, int] = {}
    for field, synonyms in HEADERS.items():
        understood = enumerate(keys)
        known = [(synonyms.index(k), column) for column, k in understood if k in synonyms and column not in by_hand]
        if known:
            fields[field] = min(known)[1]
    fields |= {field: column for column, field in by_hand.items() if field}
    _keep_one_way(fields, by_hand)
    # "Nombre" alone, or "Nom" alone, is the whole name.
    for half, other in (("given_name", "family_name"), ("family_name", "given_name")):
        if half in fields and not fields.keys() & {other, "full_name"} and fields[half] not in by_hand:
            fields["full_name"] = fields.pop(half)
    used = set(fields.values())
    return Columns(fields, tuple(cell for column, cell in enumerate(cells) if cell and column not in used))


def _keep_one_way(fields: dict[str, int], by_hand: Mapping[int, str]) -> None:
    """Of the columns of names leave those out that do not go with the one that was chosen last by hand."""
    said = next((field for field in reversed(list(by_hand.values())) if field in _HALVES or field in _WHOLE), "")
    if said:
        apart = _WHOLE if said in _HALVES else (*_HALVES, *(field for field in _WHOLE if field != said))
        for field in apart:
            fields.pop(field, None)


def tells_of_somebody(cells: Sequence[str]) -> bool:
    """Whether a line that names no column is somebody's already: it holds an e-mail or a phone."""
    return any(_EMAIL.fullmatch(cell) or _PHONE.fullmatch(cell) for cell in cells)


def looks_like_headers(columns: Columns) -> bool:
    """Two known headers, one of them a name: less is a title or a line of somebody."""
    return columns.usable and len(columns.fields) >= 2


def people_of(cells: Sequence[str], columns: Columns, today: date | None = None) -> tuple[SheetPerson, ...]:
    """Whoever stands on the line; nobody when its name cells are empty and nothing else is there.

    Raises `MissingFact` (no name), `GivenNameMissing` (a family name alone), `WrongIdentifier`
    (an e-mail, phone or postcode that is none), `NotADate`, and `DayToCome` for who is born after `today`.
    """
    found = {field: cells[column] if column < len(cells) else "" for field, column in columns.fields.items()}
    if not any(found.values()):
        return ()
    country = COUNTRIES.get(search_key(found.get("country", "")), "FR")
    organisation = found.get("organisation", "")
    whole = _organisation_named(found)
    named = [] if whole else _names(found)
    whole = whole or _organisation_beside(found)
    beside = organisation if whole and search_key(whole) != search_key(organisation) else ""
    organisation = whole if beside or not organisation else organisation
    if not named and not organisation:
        known = next(filter(None, (found.get("email"), found.get("phone"), *found.values())))
        raise errors.MissingFact(field="name", who=known)
    first, *others = named or [("", "")]
    shared = SheetPerson(
        organisation=organisation,
        street=found.get("street", ""),
        postcode=postcode(found.get("postcode", ""), country),
        city=found.get("city", ""),
        country=country,
        role=role(found.get("role", "")),
        status=found.get("status", ""),
    )
    own = replace(
        shared,
        given_name=first[0],
        family_name=first[1],
        email=email(found.get("email", "")),
        phone=phone(found.get("phone", "")),
        birth_date=_born(found.get("birth_date", ""), today),
        note=found.get("note", ""),
    )
    structure = (SheetPerson(organisation=beside),) if beside else ()
    return (own, *structure, *(replace(shared, given_name=given, family_name=family) for given, family in others))


def _organisation_named(found: Mapping[str, str]) -> str:
    """The organisation that is all there is of a name. In a column of family names it is told: see `_names`."""
    if found.get("family_name"):
        return ""
    fields = ("given_name", "full_name", "full_name_family_first")
    cell = next((found[field] for field in fields if found.get(field)), "")
    return cell if is_organisation(cell) else ""


def _organisation_beside(found: Mapping[str, str]) -> str:
    """The organisation after a slash: "Marie Dupont / SARL Bois & Pierre" is Marie, of that company."""
    cell = found.get("full_name") or found.get("full_name_family_first", "")
    if found.get("given_name") or found.get("family_name"):
        return ""
    return next((part for part in at_slashes(cell) if is_organisation(part)), "")


def _names(found: Mapping[str, str]) -> list[tuple[str, str]]:
    given, family = TITLES.sub("", found.get("given_name", "")), TITLES.sub("", found.get("family_name", ""))
    if family and not given:
        if search_key(family) == search_key(found.get("organisation", "")):
            return []
        raise errors.GivenNameMissing(who=family)
    if given:
        several = [one for part in at_slashes(given) for one in _AND.split(part) if one]
        families = [one.strip() for one in family.split("/")]
        if len(families) != len(several):
            families = [family] * len(several)
        return [(_cased(one), _cased(of)) for one, of in zip(several, families, strict=True)]
    for field in ("full_name", "full_name_family_first"):
        if found.get(field):
            return split_names(found[field], family_first=field == "full_name_family_first")
    return []


def split_names(cell: str, *, family_first: bool = False) -> list[tuple[str, str]]:
    """`(given, family)` of everyone in a cell: "Marie et Jean Dupont", "DUPONT Marie", "Dupont, Marie"."""
    people = [part for part in at_slashes(cell, family_first=family_first) if not is_organisation(part)]
    parts = [piece for part in people for piece in _AND.split(part) if piece]
    names = [TITLES.sub("", part) for part in parts]
    if family := repeated_family(names):
        return [(_cased(name.removeprefix(family).strip()), _cased(family)) for name in map(_spaced, names)]
    pieces = [_split_name(name, family_first=family_first) for name in names]
    shared = next((family for given, family in reversed(pieces) if given and family), "")
    named = [(given, family) if given and family else (given or family, shared) for given, family in pieces]
    return [(_cased(given), _cased(family)) for given, family in named]


def _split_name(text: str, *, family_first: bool) -> tuple[str, str]:
    if "," in text:
        family, given = text.split(",", 1)
        return given.strip(), family.strip()
    words = text.split()
    if len(words) < 2:
        return text.strip(), ""
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return (" ".join(words[1:]), words[0]) if family_first else (words[0], " ".join(words[1:]))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _cased(name: str) -> str:
    """Names all in capitals are written as names: "DUPONT-RÉMY" is "Dupont-Rémy"; what has small letters stays."""
    return name.title() if name.isupper() and len(name) > 1 else name


def same_given_name(one: str, other: str) -> bool:
    """Whether two given names may be one person's: a word in common, an initial of it, or one of them unknown."""
    ours, theirs = search_key(one).split(), search_key(other).split()
    if not ours or not theirs:
        return True
    return any(a == b or (1 in {len(a), len(b)} and a[0] == b[0]) for a in ours for b in theirs)


def phone(cell: str) -> str:
    """A French number as ten digits in pairs, whatever the spreadsheet lost of it; foreign ones as written.

    Raises `WrongIdentifier` for what cannot be dialled. Of two numbers in a cell the first counts.
    """
    text = _SEVERAL.split(cell.strip())[0].replace("(0)", "")
    digits = re.sub(r"\D", "", text)
    if not digits:
        if text.strip("-. "):
            raise errors.WrongIdentifier(kind="phone", text=cell)
        return ""
    if text.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if not digits.startswith("33"):
            return "+" + digits
    if digits.startswith("33") and len(digits) == 11:
        digits = digits[2:]
    if len(digits) == 9 and digits[0] != "0":
        digits = "0" + digits
    if len(digits) != 10 or digits[0] != "0":
        raise errors.WrongIdentifier(kind="phone", text=cell)
    return " ".join(digits[i : i + 2] for i in range(0, 10, 2))


def typed_phone(text: str) -> str:
    """A number typed by hand as the import keeps it; of two numbers none is lost. Raises `WrongIdentifier`."""
    kept = phone(text)
    return text if len(_SEVERAL.split(text.strip())) > 1 else kept


def same_phone(one: str, other: str) -> bool:
    """Whether both are one number in two spellings."""
    try:
        return typed_phone(one) == typed_phone(other)
    except errors.WrongIdentifier:
        return one == other


def postcode(cell: str, country: str = "FR") -> str:
    """A postcode of five digits with the zero a spreadsheet took away. Raises `WrongIdentifier` (France, Spain)."""
    text = cell.replace(" ", "")
    if not text or country not in {"FR", "ES"}:
        return cell.strip()
    text = text.removesuffix(".0")
    if text.upper().startswith(("F-", "FR-", "E-")):
        text = text.split("-", 1)[1]
    if not text.isdecimal() or len(text) not in {4, 5}:
        raise errors.WrongIdentifier(kind="postcode", text=cell)
    return text.zfill(5)


def email(cell: str) -> str:
    """In small letters, without what a mail program puts around it. Raises `WrongIdentifier`."""
    text = cell.strip().lower().removeprefix("mailto:").strip("<> ")
    if not text:
        return ""
    first = re.split(r"[\s,;/]+", text)[0]
    if not _EMAIL.fullmatch(first):
        raise errors.WrongIdentifier(kind="email", text=cell)
    return first


def birth_date(cell: str) -> date | None:
    """A day written 1987-03-21, 21/03/1987 or 21.03.1987. Raises `NotADate`."""
    if not cell:
        return None
    parts = re.fullmatch(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})", cell.split(" ", maxsplit=1)[0])
    try:
        if parts is None:
            raise ValueError(cell)
        first, month, last = (int(part) for part in parts.groups())
        return date(first, month, last) if first > 31 else date(last, month, first)
    except ValueError as error:
        raise errors.NotADate(text=cell, example="21/03/1987") from error


def _born(cell: str, today: date | None) -> date | None:
    day = birth_date(cell)
    if day is not None and today is not None and day > today:
        raise errors.DayToCome(day=day)
    return day


def role(cell: str) -> Role | None:
    """Member, guest or visitor by the words of the cell; None when it says nothing known."""
    words = set(search_key(cell).split())
    if words.intersection(MEMBERS):
        return Role.MEMBER
    if words.intersection(GUESTS):
        return Role.GUEST
    return Role.VISITOR if words.intersection({"visiteur", "visiteuse", "visitor", "visitante"}) else None
