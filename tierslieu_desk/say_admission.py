"""The sentences for what `rules.admission` refuses of a booking, by code; and for limits nobody could keep."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

ADMISSION: dict[str, str] = {
    "over_capacity": N_("%(unit)s takes %(seats)s people at most, and you asked for %(people)s."),
    "place_closed": N_("The place is closed then: %(reason)s. Choose another time."),
    "closed_on_purpose": N_(
        "The place is closed then: %(reason)s. Choose another time, or open it again first, in Settings under "
        "“Opening hours”."
    ),
    "booked_too_short": N_("%(unit)s is booked for at least %(least_minutes)s."),
    "booked_too_long": N_("%(unit)s is booked for %(most_minutes)s at most."),
    "booked_too_late": N_("%(unit)s is booked at least %(lead_minutes)s before. Choose a later time."),
    "booked_too_far_ahead": N_("%(unit)s cannot be booked beyond %(last)s yet. Choose an earlier day."),
    "plan_needed": N_("%(unit)s is for who has one of these plans then: %(plans)s."),
    "quota_hours": N_(
        "%(plan)s gives %(most_minutes)s a day at most: %(left_minutes)s are left. "
        "Choose a shorter time, or another day."
    ),
    "quota_times": N_("%(plan)s gives so many bookings a day: %(times)s. They have them already. Choose another day."),
    "limits_crossed": N_("At least %(least_minutes)s, and %(most_minutes)s at most: nobody could book that."),
    "ahead_before_lead": N_("Booked %(lead_minutes)s before, and %(days)s days ahead at most: nobody could book that."),
    "not_a_picture": N_("That is no picture that can be read here. Choose a photo (JPEG, PNG)."),
    "plan_keeps_unit": N_(
        "“%(name)s” cannot be removed: %(units)s is kept for who has it. Change that first, or withdraw the plan."
    ),
    "quota_twice": N_("That is said twice of the same kind and the same time. Keep one line of the two."),
}
ADMISSION_OF_A_KIND: dict[tuple[str, str], str] = {
    ("series_too_long", "step"): N_("From one date to the next it is %(limit)s at most. Choose fewer."),
    ("far_from_today", "over"): N_("That is over already: %(when)s. If it is meant, say so with --anyway."),
    ("quota_hours", "week"): N_(
        "%(plan)s gives %(most_minutes)s a week at most: %(left_minutes)s are left. "
        "Choose a shorter time, or another week."
    ),
    ("quota_hours", "month"): N_(
        "%(plan)s gives %(most_minutes)s a month at most: %(left_minutes)s are left. "
        "Choose a shorter time, or another month."
    ),
    ("quota_times", "week"): N_(
        "%(plan)s gives so many bookings a week: %(times)s. They have them already. Choose another week."
    ),
    ("quota_times", "month"): N_(
        "%(plan)s gives so many bookings a month: %(times)s. They have them already. Choose another month."
    ),
}
"""What is said instead when the `kind`, which is the span of a quota, is not a day."""
