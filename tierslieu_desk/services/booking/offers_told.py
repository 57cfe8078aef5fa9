"""What came free is told by itself to whoever was waiting for it, where the house wants that; once each.

An offer that nobody answered goes to the next in line, who is told in turn. Whoever has no e-mail, or asked to be told
otherwise, is left to Today, as everybody is where the house did not tick it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from tierslieu_desk import errors
from tierslieu_desk.models.place import Place
from tierslieu_desk.rules.messages import Purpose, Way
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.waiting import WaitingList
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.message.messages import Messages

if TYPE_CHECKING:
    from tierslieu_desk.models.glance import Glance
    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.file.papers import Papers

GRACE = timedelta(minutes=2)
"""Whoever takes back what let go of the time takes back the offer too, as long as nobody was told."""
_LEFT_BEHIND = """
    SELECT 1 FROM waiting AS w WHERE w.state = 'waiting' AND w.starts > :now AND EXISTS (
        SELECT 1 FROM booking AS b WHERE b.state = 'tentative' AND b.expires <= :now
            AND b.starts < w.ends AND b.ends > w.starts)
    LIMIT 1
"""
_TO_TELL = """
    SELECT b.id FROM waiting AS w JOIN booking AS b ON b.id = w.booking_id JOIN party AS p ON p.id = w.party_id
    WHERE w.state = 'offered' AND w.offered_at <= :settled AND b.state = 'tentative' AND b.expires > :now
        AND p.email <> '' AND NOT EXISTS (
            SELECT 1 FROM message_wish AS s WHERE s.party_id = p.id AND s.way <> 'email')
        AND NOT EXISTS (
            SELECT 1 FROM message AS m WHERE m.subject_of = 'booking' AND m.subject_id = b.id
                AND m.purpose = 'waiting_offer')
    ORDER BY b.expires, b.id
"""
"""One that somebody withdrew is not written again by itself."""


class OffersTold:
    """Ticked or not; what is to be told; told."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._messages, self._bookings = Messages(desk, papers), Bookings(desk)

    def wanted(self) -> bool:
        """Whether the house ticked it."""
        with self._desk.store.glancing() as seen:
            return bool(seen.value("SELECT offer_by_itself FROM place"))

    def want(self, wanted: bool) -> None:
        """From the next offer on, and for those that were told nobody yet. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            place = session.get(Place, 1)
            if place is None:
                raise errors.NotFound(what="place", id=1)
            place.offer_by_itself = wanted
            session.flush()
            self._desk.note(session, "offers_told", "place", 1, wanted=wanted)

    def concerned(self) -> bool:
        """Whether anybody ever waited for anything here."""
        with self._desk.store.glancing() as seen:
            return seen.row("SELECT 1 FROM waiting LIMIT 1") is not None

    def due(self) -> bool:
        """Whether an offer is over and somebody is next, or somebody is to be told; quick."""
        with self._desk.store.glancing() as seen:
            if seen.row("SELECT 1 FROM waiting WHERE state <> 'left' LIMIT 1") is None:
                return False
            if seen.row(_LEFT_BEHIND, now=self._desk.clock.wall()) is not None:
                return True
            return _wanted(seen) and bool(self._untold(seen)) and self._messages.ready()

    def run(self) -> tuple[int, ...]:
        """Offer what an offer that is over left behind, then tell whoever is to be told; the messages' numbers."""
        if not self.due():
            return ()
        WaitingList(self._desk).settle()
        with self._desk.store.glancing() as seen:
            untold = self._untold(seen) if _wanted(seen) else ()
        if not untold or not self._messages.ready():
            return ()
        told = []
        for number in untold:
            draft = message_offers.booking(self._messages, self._bookings, number, Purpose.WAITING_OFFER)
            if draft.way is Way.EMAIL:
                with suppress(errors.ToldMeanwhile):
                    told.append(self._messages.queue(draft))
        return tuple(told)

    def _untold(self, seen: Glance) -> tuple[int, ...]:
        clock = self._desk.clock
        found = seen.rows(_TO_TELL, now=clock.wall(), settled=clock.now() - GRACE)
        return tuple(number for (number,) in found)


def _wanted(seen: Glance) -> bool:
    """Ticked, in a place that tells people things from here."""
    wanted = "SELECT 1 FROM place WHERE offer_by_itself AND ' ' || services || ' ' LIKE '% messages %'"
    return seen.value(wanted) is not None
