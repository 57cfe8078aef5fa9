"""Names as people type them: without accents, capitals or order, so that "ines" finds "Inés"."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})

_SKIN_TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}


def search_key(name: str) -> str:
    """Lower case, no accents, punctuation as single spaces: `"L'Étang-Vert"` is `"l etang vert"`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def name_key(name: str) -> str:
    """One key for names that read alike: `search_key`, but signs that stand for a word (🌲, ★, +) are words too."""
    spelled = "".join(f" U{ord(c):X} " if _is_sign(c) else c for c in name)
    return search_key(spelled) or " ".join(name.casefold().split())


def _is_sign(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sm", "Sc"} or character in _SKIN_TONES


def initials(name: str) -> str:
    """One or two capitals to stand for a face: first letters of the first two words."""
    words = [word for word in name.replace("-", " ").replace("’", " ").replace("'", " ").split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in words[:2])
