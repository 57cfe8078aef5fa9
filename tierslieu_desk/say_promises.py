"""The sentences for what is refused of what was promised: options, dates to come, waiting lists, quotes."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

OF_PROMISES: dict[str, str] = {
    "deadline_over": N_("%(until)s is over already. Choose a later time to decide."),
    "slot_wanted_by_series": N_("%(by)s has %(unit)s regularly, and will need it on %(start)s."),
    "already_waiting": N_("%(name)s waits for just that already, since %(since)s."),
    "quote_over": N_("Quote %(number)s was valid until %(until)s. Make a new one at today’s prices."),
    "quote_empty": N_("Add at least one space and its time, and %(limit)s at most."),
    "nothing_to_wait_for": N_("That has begun already: %(start)s. Choose a time that is still to come."),
}
