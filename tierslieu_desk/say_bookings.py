"""The sentences for what stands in the way of a booking, by code."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

BOOKINGS: dict[str, str] = {
    "comes_another_day": N_(
        "%(name)s is expected on %(first)s only. If they are here today, change the day of the booking first."
    ),
    "far_from_today": N_("That is more than a year ahead: %(when)s. If it is meant, say so with --anyway."),
    "option_over": N_(
        "The option of %(name)s has expired (%(until)s), and %(unit)s has gone to %(by)s. "
        "Offer another time or another space."
    ),
    "slot_taken": N_("%(unit)s is taken by %(by)s, %(start)s – %(end)s. Choose another time or another space."),
    "same_booking": N_("That is one and the same booking. Choose another one to exchange it with."),
    "pool_full": N_("%(unit)s is full from %(start)s to %(end)s. Choose another time."),
    "pool_undecided": N_(
        "%(unit)s is so busy from %(start)s to %(end)s that not every way to seat everybody could be tried. "
        "Choose a certain place, or another time."
    ),
    "buffer_too_short": N_(
        "%(unit)s needs %(needed)s minutes between two bookings, and %(by)s is only %(gap)s minutes away."
    ),
    "slot_reversed": N_("The end must come after the beginning."),
    "several_in_the_way": N_(
        "%(count)s of them cannot be there, so nothing was changed. %(clashes)s. Choose another place for them."
    ),
    "series_too_long": N_("That makes too many dates: %(limit)s at most. Choose an earlier end."),
}
