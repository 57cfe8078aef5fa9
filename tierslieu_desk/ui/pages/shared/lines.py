"""What a row of a page says, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A strong line over a muted one, a state in a chip; `chip` is empty when there is nothing to add."""

    strong: str
    second: str
    chip: str = ""
    kind: str = "neutral"
