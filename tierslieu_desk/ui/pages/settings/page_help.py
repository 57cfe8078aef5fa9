"""What F1 says of the settings: where each thing is set up, in the words that stand there."""

from __future__ import annotations

from tierslieu_desk.i18n import N_
from tierslieu_desk.ui.help import Help

HELP = Help(
    N_("How your place is set up. What is changed here counts at once, and for nothing that was sold before."),
    (
        (N_("Close on a day"), N_("“Opening hours”, then “Close on some days”: say why, and what that blocks.")),
        (
            N_("Holidays, a market day, snow"),
            N_(
                "“Opening hours” too: what a holiday means, other hours on a day; “Who is hit…” of a closure lists "
                "everybody, calls off or moves each, and prints the notice for the door."
            ),
        ),
        (N_("Add a room, a tool, a locker"), N_("“Desks and rooms”, then “Add”; its price is set there too.")),
        (
            N_("Change a price"),
            N_(
                "“Plans and prices”: plans, where who subscribed before keeps their price, and what is sold at the "
                "counter. What a desk or a room costs is under “Desks and rooms”."
            ),
        ),
        (
            N_("Say who may book a room, when, and for how long"),
            N_(
                "“Desks and rooms”, “Change”, then “Law, floor, photo, who may book it and when”: shortest and longest "
                "booking, how early, how late, for which plans. Most of it may be booked in spite of, with a reason."
            ),
        ),
        (
            N_("Ask less of some people"),
            N_(
                "“Desks and rooms”, then “Special rates…”: so much less, nothing at all, or prices of their own, for a "
                "person, an organisation or a plan. It holds for rooms, days at a desk and day tickets."
            ),
        ),
        (
            N_("Ask another price on some days, such as free on Mondays for associations"),
            N_(
                "“Desks and rooms”, “Change” beside a price; for some people only, their rate under “For”. Then "
                "“More…” and “Add a price…”: “one day of the week”."
            ),
        ),
        (
            N_("Keep a part of what is called off late"),
            N_("“Desks and rooms”, then “Called off late…”. It is told before, and may be let go."),
        ),
        (
            N_("Share what is in demand"),
            N_("“Plans and prices”, a plan, then “Limits…”: so many hours or bookings a day, a week or a month."),
        ),
        (
            N_("Bring the old calendar of a room in"),
            N_("“What stood before”, then “Bring a calendar in…”: looked at first, and all of it or nothing."),
        ),
        (N_("See fewer pages, or more"), N_("“What we do”: what is not ticked stays out of sight.")),
        (
            N_("Begin in the middle of a year"),
            N_("“What stood before”: one workbook with next numbers, unpaid invoices, subscriptions, tickets."),
        ),
        (N_("Several people at the desk"), N_("Tick it in “What we do”, then write them down in “At the desk”.")),
        (N_("Keep everything safe"), N_("“Copies”: on a stick, in another folder, at a web address.")),
    ),
    (("↑ ↓", N_("another section, or another line of a list")), ("Enter", N_("change the line that is chosen"))),
)
