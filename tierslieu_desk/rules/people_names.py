"""Who stands in a cell of names: an organisation, kept whole, or persons parted by a slash.

A cell is an organisation by the word it begins or ends with. Words that are family names too are taken with care:
"SAS" in capitals only, "Asso" at the end of three words or more, "Atelier" at the beginning only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tierslieu_desk.rules.names import search_key

_TITLE = r"(?:mme|mlle|m|mr|mrs|ms|sr|sra|madame|monsieur|mademoiselle)\.?"
TITLES = re.compile(rf"^{_TITLE}\s+(?=\S)", re.IGNORECASE)
_TITLE_ALONE = re.compile(_TITLE, re.IGNORECASE)
_LEGAL_FORMS = {"sarl", "sasu", "eurl", "scic", "scop"}
_LEGAL_FORMS_IN_CAPITALS = {"SAS", "SCI"}
_BODIES = {"association", "mairie", "commune", "departement", "region", "syndicat", "cooperative", "cabinet"}
_FIRST_ONLY = {"asso", "communaute", "atelier", "ateliers"}
_ARTICLE = re.compile(r"^(?:l['’]|(?:la|le|les)\s)\s*", re.IGNORECASE)
_SLASH = re.compile(r"(\s*/\s*)")


def is_organisation(cell: str) -> bool:
    """Whether a cell of names is an organisation: "SARL Bois & Pierre", "Mairie de Foix", "Les Marmottes Asso"."""
    words = _ARTICLE.sub("", cell.strip()).split()
    if not words:
        return False
    first, last = search_key(words[0].replace(".", "")), search_key(words[-1].replace(".", ""))
    if first in _BODIES or (first in _FIRST_ONLY and len(words) > 1):
        return True
    if len(words) > 1 and (_is_legal_form(words[0]) or _is_legal_form(words[-1])):
        return True
    # "Marie Dupont (Mairie)" and "Marie Dupont - Mairie" are Marie.
    if len(words) < 2 or re.search(r"[,/(]|\s[-–—]\s", cell):
        return False
    return last in _BODIES or (last == "asso" and len(cell.split()) > 2)


def _is_legal_form(word: str) -> bool:
    letters = word.replace(".", "").strip(",()")
    return letters.casefold() in _LEGAL_FORMS or letters in _LEGAL_FORMS_IN_CAPITALS


def at_slashes(cell: str, *, family_first: bool = False) -> list[str]:
    """The names of a cell parted by slashes; the whole cell where one is part of a name ("Marie Dupont/Martin")."""
    pieces = _SLASH.split(cell.strip())
    names, slashes = pieces[::2], pieces[1::2]
    if not slashes or not all(_is_name(name) for name in names):
        return [cell]
    pairs = zip(names, slashes, names[1:], strict=False)
    if any(slash == "/" and _is_double(one, other, family_first) for one, slash, other in pairs):
        return [cell]
    return names


def _is_name(text: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", TITLES.sub("", text)) if word]
    if not words or any(character.isdigit() for character in text):
        return False
    return min(len(words[0]), len(words[-1])) > 1 and _TITLE_ALONE.fullmatch(text.strip()) is None


def _is_double(one: str, other: str, family_first: bool) -> bool:
    """Whether "one/other" written without spaces is a double family name next to a given name."""
    before, after = one.split(), other.split()
    if len(before) > 1 and len(after) > 1:
        return False
    if before[-1].isupper() and after[0].isupper() and not (one + other).isupper():
        return True
    if len(before) > 1:
        return not family_first and not before[0].isupper()
    return len(after) > 1 and family_first and not after[-1].isupper()


def repeated_family(names: Sequence[str]) -> str:
    """The family name every one of several names begins with, "Lacaze" of "Lacaze Jean" and "Lacaze Odile"; or ""."""
    of_each = [name.split() for name in names]
    if len(of_each) < 2 or any("," in name for name in names):
        return ""
    common: list[str] = []
    for words in zip(*of_each, strict=False):
        if len(set(words)) > 1:
            break
        common.append(words[0])
    if not common or any(len(words) <= len(common) for words in of_each):
        return ""
    # "Jean DUPONT / Jean MARTIN": the capitals say that Jean is the given name.
    if any(word.isupper() and len(word) > 1 for words in of_each for word in words[len(common) :]):
        return " ".join(common) if all(word.isupper() for words in of_each for word in words) else ""
    return " ".join(common)
