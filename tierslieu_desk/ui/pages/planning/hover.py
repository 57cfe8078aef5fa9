"""What whoever rests the pointer on a booking reads: who, what, when, for how much, how many, which phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock
from tierslieu_desk.ui.pages.planning.words import hover_text, state_words
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.ui.pages.planning.acts import PlanningActs


class Hover:
    """Reads one booking when it is asked for, and nothing before."""

    def __init__(self, services: DeskServices, acts: PlanningActs) -> None:
        self._services, self._acts = services, acts

    def __call__(self, block: PlanningBlock) -> str:
        """A line each; of what is no booking, or is gone meanwhile, what its block says."""
        holder = self._acts.holder(block.booking_id)
        if holder is None or holder.owner != "booking":
            return hover_text(block)
        try:
            row = self._services.bookings.get(holder.owner_id)
            price = self._services.bookings.price(row.id).gross_cents
            phone = self._services.people.get(row.party_id).phone
        except DeskError:
            return hover_text(block)
        people = ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people} if row.people > 1 else ""
        lines = (
            row.party,
            row.title,
            f"{row.unit} · {formats.slot_text(row.slot)}",
            state_words(block),
            people,
            formats.amount(price) if price else _("nothing to pay"),
            formats.phone(phone) if phone else "",
        )
        return "\n".join(line for line in dict.fromkeys(lines) if line)
