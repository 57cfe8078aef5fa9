"""What the ledger's keeper is given: balanced entries, in the columns of the legal file of entries (LPF A47 A-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """A number of the chart of accounts and what it is called."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line: cents to the debit (positive) or the credit (negative) of an account; `who` keeps its own there."""

    account: Account
    cents: int
    who: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a journal. `piece` is the document it rests on."""

    journal: tuple[str, str]
    day: date
    piece: str
    piece_day: date
    label: str
    lines: Sequence[EntryLine]

    def __post_init__(self) -> None:
        if sum(line.cents for line in self.lines) != 0:
            raise ValueError(f"the entry of {self.piece} does not balance")


def rows(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    """The entries by day, numbered from 1, as the columns want them: decimal comma, YYYYMMDD."""
    written: list[tuple[str, ...]] = []
    for number, entry in enumerate(sorted(entries, key=lambda one: one.day), start=1):
        for line in entry.lines:
            if line.cents == 0:
                continue
            written.append(
                (
                    *entry.journal,
                    str(number),
                    _day(entry.day),
                    line.account.number,
                    _clean(line.account.label),
                    line.who[0],
                    _clean(line.who[1]),
                    _clean(entry.piece),
                    _day(entry.piece_day),
                    _clean(entry.label),
                    _amount(max(line.cents, 0)),
                    _amount(max(-line.cents, 0)),
                    "",
                    "",
                    _day(entry.day),
                    "",
                    "",
                )
            )
    return written


def text(entries: Iterable[Entry]) -> str:
    """The whole file: a line of columns, then the entries; tabs between, a line feed at the end of each."""
    return "".join("\t".join(row) + "\r\n" for row in (COLUMNS, *rows(entries)))


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _clean(value: str) -> str:
    """Without what the file uses to separate."""
    return " ".join(value.split())
