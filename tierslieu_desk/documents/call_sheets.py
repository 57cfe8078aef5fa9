"""What the list of people to be called says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tierslieu_desk.documents.sheets import PlaceBlock


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to be called: their number, what about, and what to tell them, in their language."""

    name: str
    phone: str
    about: str
    tell: str = ""


@dataclass(frozen=True, slots=True)
class CallListSheet:
    """Whom to call, in the desk's language."""

    lang: str
    place: PlaceBlock
    printed_at: datetime
    calls: tuple[CallLine, ...]
