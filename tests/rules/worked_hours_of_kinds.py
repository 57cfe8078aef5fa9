"""Hours of several kinds of unit in one plan, and passes of hours that change hands, worked out by hand beforehand.

Quantities are minutes, amounts cents, both ends of a span of days are in it. Nothing here imports the package.
The house is the one of `worked_room_hours`: a room is 10.00 an hour, 25.00 a half day; a booth is 4.00 an hour. The
plan "Both" gives four hours of rooms (240) and two hours of booths (120) a month; the pass gives ten hours of rooms.

- Each kind is a right of its own: what is booked of a kind uses the hours of that kind alone, and what is left of one
  never pays for the other.
- A late start, an early end or a pause cuts each kind by days, to the nearest quarter of an hour by itself; where the
  plan says so each kind rolls over into its own kind.
- Changing the plan changes nothing for who has it.
- A pass of hours that is a gift gives nothing to who bought it; who brings its code gets it whole, once. What was
  booked by them and is on no invoice is paid by it at once, as by any hours that are given.
- A pass that is handed on gives what is left of it, good until the same day; what was used stays used by who used it,
  and what is called off later comes back to where it came from. Handed on to a company, its people share it.
- Undone, it is as it was: bookings that it paid meanwhile owe their price again, unless they stand on an invoice.
"""

from __future__ import annotations

PART = (
    # rule, first day, minutes of rooms and of booths that November gives
    ("a whole month gives all of both", "2026-11-01", (240, 120)),
    ("16 to 30 November is 15 days of 30: the half of each", "2026-11-16", (120, 60)),
    ("7 days of 30: 56 minutes are nearer to 60, 28 to 30", "2026-11-24", (60, 30)),
    ("2 days of 30: 16 minutes are a quarter of an hour, 8 are one too", "2026-11-29", (15, 15)),
    ("the last day: 8 minutes are a quarter, 4 are nothing", "2026-11-30", (15, 0)),
)

STORIES = (
    # rule, what, what comes of it (left is of rooms, then of booths)
    ("an hour of a booth costs nothing and leaves the rooms alone", "a booth", (0, (240, 60))),
    (
        "three hours of a booth: two are there, the third is 4.00, however much is left of rooms",
        "too many",
        (400, (240, 0)),
    ),
    (
        "five hours of a room: four are there, the fifth is 10.00, however much is left of booths",
        "too long",
        (1000, (0, 120)),
    ),
    (
        "three hours of a room used in November: an hour of rooms and two of booths go over, December has 300 and 240",
        "rolled over",
        (300, 240),
    ),
    ("they do not go over: December has what the plan gives", "not rolled over", (240, 120)),
    (
        "ten days of pause, two hours of a room used: 160 and 80 minutes, to the quarter 165 and 75, less the 120",
        "paused",
        (45, 75),
    ),
    ("the pause taken back: 240 less 120, and 120", "not paused", (120, 120)),
    (
        "on the 16th another plan of five hours of rooms: on the 12th 120 and 60 are good, on the 20th 150 and none",
        "changed",
        ((120, 60), (150, 0)),
    ),
    ("the change taken back: all of both is there on the 20th", "not changed", (240, 120)),
    ("the plan gives one kind less from now on: who has it gets both in December", "plan changed", (240, 120)),
    (
        "two hours of a room, one of a booth booked, the sale taken back: 20.00 and 4.00 are owed, nothing is left",
        "taken back",
        ((2000, 400), (0, 0)),
    ),
    (
        "an hour of booths of their own, the plan shared by the company: what a colleague has after each hour booked",
        "personal first",
        ((240, 120), (240, 60)),
    ),
    ("a month of pause: nothing of either", "all paused", (0, 0)),
)

PASSES = (
    # rule, what, what comes of it (left of rooms of who had it, of who gets it)
    ("a gift of ten hours: nothing for who bought it, all for who brings the code", "gift", ((0, 0), (0, 600))),
    (
        "it pays for the two hours that they had booked: 20.00 no more, eight hours are left",
        "gift pays",
        (2000, 0, 480),
    ),
    ("the gift taken back: 20.00 are owed again, and the code is good again", "gift taken back", (2000, 0, 600)),
    ("three hours used, the rest handed on: seven hours are theirs, the three stay paid", "handed on", ((0, 420), 0)),
    ("and the three called off: they come back to who had used them", "called off", (180, 420)),
    (
        "handed on to who waits for two hours of a room: paid; undone, 20.00 are owed and ten hours are back",
        "handed back",
        ((0, 480, 0), (600, 0, 2000)),
    ),
    ("handed on to the company: an hour booked by one of its people costs nothing", "to a company", (0, 540)),
    ("it is good until the same day as before, 31 December, and not on 1 January", "until", (600, 0)),
)
