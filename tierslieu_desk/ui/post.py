"""Messages leave by themselves, and the foot of the rail says how many wait for the line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.by_itself import ByItself
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.rail import Rail
from tierslieu_desk.ui.surroundings import Surroundings


class Post(ByItself):
    """The messages that wait, and those that nobody has to write. What came of each stands with it."""

    name = "the messages"
    watches = frozenset({"message", "mail_account", "waiting"})
    shows = frozenset({"message", "mail_account", "place"})

    def __init__(self, around: Surroundings[Any], rail: Rail, parent: QObject | None = None) -> None:
        super().__init__(around, parent)
        self._rail = rail

    def title(self) -> str:
        return _("Sending messages")

    def due(self) -> bool:
        return self._services.postman.due() or self._services.offers_told.due()

    def run(self, told: Progress) -> None:
        self._services.offers_told.run()
        self._services.postman.run(told)

    def tell(self) -> None:
        waits = self._services.today.messages_held()
        if waits is None:
            self._rail.waiting.say("")
            return
        from tierslieu_desk.ui.pages.messages import words

        self._rail.waiting.say(words.held(waits, self._clock))
