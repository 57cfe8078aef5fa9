"""Patterns for what is looked up by name or by a part of something else, with `LIKE ... ESCAPE '!'`."""

from __future__ import annotations

from tierslieu_desk.rules import names


def patterns(text: str) -> dict[str, str]:
    """`name` and `inside` fit the start of a word of `party.search_key`, `part` any part; signs alone fit no name."""
    key = _escaped(names.search_key(text))
    return {
        "name": f"{key}%" if key else "",
        "inside": f"% {key}%" if key else "",
        "part": f"%{_escaped(text.strip())}%",
    }


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
