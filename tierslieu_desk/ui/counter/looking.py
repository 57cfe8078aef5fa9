"""What is typed in the counter's line: a name, a sentence, or nearly a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk.i18n import language
from tierslieu_desk.rules.sentence_meaning import Ask
from tierslieu_desk.ui.counter import gift_line, note_line, visit_acts
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.front.sentences import Understood
    from tierslieu_desk.services.person.people import PersonRow

_SHORTEST = 2
"""Letters that may be nearly a name: initials."""


class Looking:
    """Who is found, and what was understood. A name comes before a sentence, both before what only resembles."""

    def __init__(self, services: DeskServices) -> None:
        self._services = services
        self.found: tuple[PersonRow, ...] = ()
        self.understood: Understood | None = None
        self.ask: Ask | None = None
        self.gift: gift_line.Gift | None = None
        """What waits under the code that the line is; None when it is none."""
        self.note = ""
        """What is to be left for whoever comes next; empty when the line is no note."""
        self.nearly = False
        """Whether those found are not called so, but nearly."""
        self._badge = False

    @property
    def by_name(self) -> bool:
        """Whether only somebody is meant: a sentence pays for what it says, a badge comes and goes before one looks."""
        return self.understood is None and not self._badge

    @property
    def several(self) -> bool:
        """Whether there is another person of that name."""
        return len(self.found) > 1

    def look(self, text: str, meant: int | None = None) -> None:
        """`meant`: whoever was chosen of several that a sentence may be about. Raises what the store refuses."""
        self.understood, self.ask, self.nearly, self.gift = None, None, False, None
        self._badge = visit_acts.has_a_badge(self._services, text)
        self.note, no_doubt = note_line.noted(text)
        self.found = () if no_doubt else visit_acts.found(self._services, text)
        if self.found or self.note:
            self.note = "" if self.found else self.note
            return
        self.gift = gift_line.waiting(self._services, text)
        if self.gift is not None or len(text.strip()) < _SHORTEST:
            return
        read = self._services.sentences.read(text, language(), meant)
        if read is None:
            self.found = self._services.people.nearly(text)
            self.nearly = bool(self.found)
        elif isinstance(read, Ask):
            self.ask = read
        else:
            self.understood = read
            if read.party_id is not None:
                self.found = (self._services.people.get(read.party_id),)

    def mean(self, row: PersonRow) -> None:
        """Somebody chosen or just written down: they come before their namesakes."""
        self.understood, self.ask, self.nearly, self.note = None, None, False, ""
        self.gift, self._badge = None, False
        self.found = (row, *(other for other in self.found if other.id != row.id))
