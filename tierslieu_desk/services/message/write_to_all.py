"""One's own words to several who have booked: one message for each of them, by their way, never the same one twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Purpose, State
from tierslieu_desk.services.booking.booking_words import spoken

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.bookings import Bookings
    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.message.messages import Draft, Messages
    from tierslieu_desk.services.person.people import People


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is written to: the language they are written to in, and those of the bookings that are theirs."""

    party_id: int
    name: str
    language: str
    rows: tuple[BookingRow, ...]

    @property
    def about(self) -> tuple[str, int]:
        """What it is about: the first of them."""
        return "booking", self.rows[0].id


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written in one language."""

    subject: str
    text: str


class WriteToAll:
    """Who they are, what each of them would be told, and that it is told."""

    def __init__(self, desk: Desk, messages: Messages, bookings: Bookings, people: People) -> None:
        self._desk, self._messages, self._bookings, self._people = desk, messages, bookings, people

    def readers(self, booking_ids: Sequence[int]) -> tuple[Reader, ...]:
        """Whoever has one of these bookings, each once, in the order of their first."""
        theirs: dict[int, list[BookingRow]] = {}
        for row in self._bookings.several(booking_ids):
            theirs.setdefault(row.party_id, []).append(row)
        return tuple(
            Reader(party_id, rows[0].party, spoken(self._people.get(party_id).language), tuple(rows))
            for party_id, rows in theirs.items()
        )

    def draft(self, reader: Reader, written: Mapping[str, Wording], *, dates: bool) -> Draft:
        """What they would be told: what was `written` in their language, else the first there is; and their `dates`.

        Raises `NotFound`.
        """
        wording = _for(reader, written)
        text = partial(_text, wording.text.strip(), reader.rows if dates else ())
        return self._messages.offer(
            Purpose.PLAIN, reader.party_id, {"subject": wording.subject, "text": text}, reader.about
        )

    def queue(self, readers: Sequence[Reader], written: Mapping[str, Wording], *, dates: bool) -> tuple[int, ...]:
        """Tell each of them, all or none; the numbers of the messages. Whoever has that very message is left out.

        Raises what `Messages.queue` raises.
        """
        with self._desk.store.writing():
            drafts = (self.draft(reader, written, dates=dates) for reader in readers)
            return tuple(self._messages.queue(draft) for draft in drafts if not self._has(draft))

    def take_back(self, numbers: Sequence[int]) -> None:
        """The way back, as long as none has left. Raises `MessageGone`."""
        with self._desk.store.writing():
            for number in numbers:
                self._messages.withdraw(number)

    def _has(self, draft: Draft) -> bool:
        if draft.about is None:
            return False
        return any(
            (row.purpose, row.subject, row.body) == (Purpose.PLAIN, draft.subject, draft.body)
            for row in self._messages.told(draft.about)
            if row.state is not State.WITHDRAWN
        )


def _for(reader: Reader, written: Mapping[str, Wording]) -> Wording:
    """Each of the two as it was written in their language, else in the first in which it was."""
    own = written.get(reader.language, Wording("", ""))
    subjects = (one.subject for one in (own, *written.values()) if one.subject.strip())
    texts = (one.text for one in (own, *written.values()) if one.text.strip())
    return Wording(next(subjects, ""), next(texts, ""))


def _text(text: str, rows: Sequence[BookingRow]) -> str:
    """In the language in force."""
    if not rows or not text:
        return text
    lines = (f"- {row.unit}, {formats.slot_text(row.slot)}" for row in rows)
    return "\n".join((text, "", _("It is about:"), *lines))
