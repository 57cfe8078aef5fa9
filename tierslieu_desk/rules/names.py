"""Names as people type them: without accents, capitals or order, so that "ines" finds "Inés"."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})


def search_key(name: str) -> str:
    """Lower case, no accents, punctuation as single spaces: `"L'Étang-Vert"` is `"l etang vert"`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def initials(name: str) -> str:
    """One or two capitals to stand for a face: first letters of the first two words."""
    words = [word for word in name.replace("-", " ").replace("’", " ").replace("'", " ").split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in words[:2])
