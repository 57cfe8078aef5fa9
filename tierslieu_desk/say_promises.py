"""The sentences for what is refused of waiting lists and quotes, by code."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

OF_PROMISES: dict[str, str] = {
    "already_waiting": N_("%(name)s waits for just that already, since %(since)s."),
    "quote_over": N_("Quote %(number)s was valid until %(until)s. Make a new one at today’s prices."),
    "quote_empty": N_("Add at least one space and its time, and %(limit)s at most."),
    "nothing_to_wait_for": N_("That has begun already: %(start)s. Choose a time that is still to come."),
}
