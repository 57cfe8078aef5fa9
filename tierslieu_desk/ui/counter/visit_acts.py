"""At the counter: a badge scanned, volunteer time in one line, a guest who is brought, a badge to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import UnknownBadge
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.durations import volunteer_line
from tierslieu_desk.rules.visiting import badge_of, looks_like_a_badge
from tierslieu_desk.ui.counter.acts import FIRST, Act, arrival_words, letters
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.front.counter_card import PersonCard
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.ui.counter.deeds import Deeds


def found(services: DeskServices, text: str) -> tuple[PersonRow, ...]:
    """Whom a line means: whose badge it is, whoever a line of volunteer time names, else whoever is called so."""
    holder = _holder(services, text)
    if holder is not None:
        return (holder,)
    people, _what = _named(services, text)
    return people or services.people.find(text)


def _named(services: DeskServices, text: str) -> tuple[tuple[PersonRow, ...], str]:
    """Who a line of volunteer time is about and what was done: the longest run of words that is somebody's name."""
    line = volunteer_line(text)
    if line is None:
        return (), ""
    words = line.words
    for length in range(len(words), 0, -1):
        for start in (0, len(words) - length):
            people = services.people.find(" ".join(words[start : start + length]))
            if people:
                return people, " ".join((*words[:start], *words[start + length :]))
    return (), ""


def arrange(services: DeskServices, text: str, card: PersonCard, rows: Sequence[Act]) -> tuple[Act, ...]:
    """The acts of somebody as the line asks for them: what it says comes first, what few need comes last."""
    line = volunteer_line(text)
    if line is not None:
        _people, what = _named(services, text)
        title = _("Note %(time)s of volunteer time") % {"time": formats.duration(line.minutes)}
        return (Act("volunteer_line", title, what, "handshake", "", (line.minutes, what)), *rows, *_more(card))
    again = _second_time(card)
    if not _is_badge_of(services, text, card) or not card.is_person:
        return (*rows, *again, *_more(card))
    if card.here_since is None:
        arrives = Act("arrive", _("Arrival"), arrival_words(card), "check", letters()["arrive"])
        rows = (arrives, *(act for act in rows if act.code != "arrive"))
    at = max((place for place, act in enumerate(rows) if act.code in FIRST), default=-1) + 1
    return (*rows[:at], *again, *rows[at:], *_more(card))


def _is_badge_of(services: DeskServices, text: str, card: PersonCard) -> bool:
    """Figures may be a telephone number as well: only their own badge makes a visit of it before anything is sold."""
    holder = _holder(services, text)
    return holder is not None and holder.id == card.id


def has_a_badge(services: DeskServices, text: str) -> bool:
    """Whether a line is the number of somebody's badge."""
    return _holder(services, text) is not None


def _holder(services: DeskServices, text: str) -> PersonRow | None:
    return services.badges.holder(text) if looks_like_a_badge(text) else None


def _second_time(card: PersonCard) -> tuple[Act, ...]:
    """Whoever has come today is not checked in once more: who comes on their badge then is a guest of theirs."""
    if not card.is_person or not card.came_today:
        return ()
    second = _("a guest without a name; nothing of their pass is used")
    return (Act("one_more", _("One more comes with them"), second, "user-plus", letters()["one_more"]),)


def _more(card: PersonCard) -> tuple[Act, ...]:
    if not card.is_person:
        return ()
    brings = Act("guest", _("Brings somebody…"), _("a guest of theirs is here"), "user-plus", letters()["guest"])
    return (
        *((brings,) if card.here_since is not None else ()),
        Act("volunteer", _("Volunteer time…"), "", "handshake", letters()["volunteer"]),
        Act("badge", _("Print their badge…"), "", "identification-card", letters()["badge"]),
    )


def unknown(text: str) -> tuple[Act, ...]:
    """What to show when a scanner typed something that is nobody's; nothing when it may be a name."""
    if not looks_like_a_badge(text):
        return ()
    title = _("Nobody has the badge %(number)s") % {"number": badge_of(text)}
    return (Act("no_badge", title, _("type their name instead"), "identification-card", "", text),)


class VisitDeeds(QObject):
    """What these acts do, told through `told` of the card's deeds."""

    def __init__(self, around: Surroundings[DeskServices], deeds: Deeds, over: QWidget) -> None:
        super().__init__(deeds)
        self._around, self._services = around, around.services
        self._deeds, self._over = deeds, over

    def acts(self) -> dict[str, Callable[[Any, PersonCard | None], None]]:
        """By the code of the act."""
        return {
            "volunteer_line": self._note,
            "volunteer": self._ask_how_long,
            "guest": self._ask_whom,
            "one_more": self._one_more,
            "badge": self._print_badge,
            "no_badge": self._refuse_badge,
        }

    def _note(self, about: Any, card: PersonCard | None) -> None:
        from tierslieu_desk.ui.pages.shared.volunteer_dialog import note

        if card is not None:
            minutes, what = about
            self._deeds.told.emit(*note(self._services, (card.id, card.name), minutes, what))

    def _ask_how_long(self, _about: Any, card: PersonCard | None) -> None:
        from tierslieu_desk.ui.pages.shared.volunteer_dialog import VolunteerDialog

        if card is not None:
            whose = (card.id, card.name)
            dialog = VolunteerDialog(self._over.window(), self._services, whose, card.now.date())
            dialog.told.connect(self._deeds.told)
            dialog.open()

    def _one_more(self, _about: Any, card: PersonCard | None) -> None:
        if card is not None:
            visits = self._services.visits
            undo = partial(visits.undo_check_in, visits.guest_of(card.id))
            told = _("One more is here as a guest of %(name)s; nothing of their pass is used.") % {"name": card.name}
            self._deeds.told.emit(told, undo)

    def _ask_whom(self, _about: Any, card: PersonCard | None) -> None:
        from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog

        if card is not None:
            host = self._services.people.get(card.id)
            dialog = ArrivalDialog(self._over.window(), self._services, host=host)
            dialog.told.connect(self._deeds.told)
            dialog.day_unpaid.connect(self._came_unpaid)
            dialog.open()

    @Slot(object, str, object)
    def _came_unpaid(self, _party_id: int, sentence: str, undo: object) -> None:
        """A guest whose day nothing covers is told like any other: their own card is where it is decided."""
        self._deeds.told.emit(sentence, undo)

    def _print_badge(self, _about: Any, card: PersonCard | None) -> None:
        from tierslieu_desk.ui.evacuation import show_over

        if card is not None:
            title = _("Badge of %(name)s") % {"name": card.name}
            name = _("badge-%(number)s.pdf") % {"number": self._services.badges.number(card.id)}
            work = partial(_badge, self._services, card.id)
            show_over(self._over, self._deeds.told, self._around.jobs, (title, name), work)

    def _refuse_badge(self, text: Any, _card: PersonCard | None) -> None:
        raise UnknownBadge(number=badge_of(str(text)))


def _badge(services: DeskServices, party_id: int, _progress: object) -> bytes:
    return services.badges.render(party_id)
