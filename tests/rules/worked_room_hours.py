"""Hours of rooms that a plan or a pass includes, worked out by hand from the rules, before any of it was written.

Quantities are minutes, amounts cents, both ends of a span of days are in it. Nothing here imports the package.
The house of the stories: a room is 10.00 an hour, 25.00 a half day of four hours; a booth is 4.00 an hour.

- An hour that is included pays for an hour of a booking of that kind of unit, whichever of them it is; the rest is
  priced as usual, as if it were booked alone.
- It is used only where that makes the booking cheaper: for what costs nothing, or when the rest alone would cost as
  much as the whole, nothing is used.
- Their own before what their organisation shares, the soonest to expire first, what never expires last; of those that
  expire together the older one.
- It pays for days within its period, or within the pass. Whoever books first has it first.
- A period that begins late, ends early or is paused gives its part by days, rounded to the nearest quarter of an hour,
  the half of one upwards.
- What is called off, moved or shortened gives its hours back to where they came from, then the new time is paid anew;
  what stands on an invoice keeps the hours it used, and its price.
- What a new period or pass gives pays at once for what was booked in its days and is on no invoice, the first booked
  first.
"""

from __future__ import annotations

PART = (
    # rule, minutes included a month, first day, pauses, minutes given
    ("16 to 30 June is 15 days of 30: five hours are two and a half", 300, "2026-06-16", (), 150),
    ("a whole month is all of it", 300, "2026-06-01", (), 300),
    ("7 days of 30 of five hours: 70 minutes are nearer to 75 than to 60", 300, "2026-06-24", (), 75),
    ("5 days of 31 of an hour: 9.68 minutes are a quarter of an hour", 60, "2026-10-27", (), 15),
    ("3 days of 31 of an hour: 5.8 minutes are nothing", 60, "2026-10-29", (), 0),
    ("half a quarter counts up: 15 days of 30 of 75 minutes are 37.5, which is 45", 75, "2026-06-16", (), 45),
    ("nine days of pause leave 21 of 30: 210 minutes", 300, "2026-06-01", (("2026-06-10", "2026-06-18"),), 210),
    ("26 of the 31 days of July: 503.2 minutes are 510", 600, "2026-07-01", (("2026-07-01", "2026-07-05"),), 510),
    ("a month of pause gives nothing", 300, "2026-06-01", (("2026-06-01", "2026-06-30"),), 0),
)

PRICE = (
    # rule, minutes of the booking, minutes there to use, minutes used, cents for the rest
    ("three hours, two are left: one at 10.00", 180, 120, 120, 1000),
    ("two hours of five cost nothing", 120, 300, 120, 0),
    ("nothing is left: as if nothing had been included", 120, 0, 0, 2000),
    ("half an hour of an hour left: the begun hour would cost as much, so it is kept", 60, 30, 0, 1000),
    ("an hour and a half, 30 minutes are left: one hour instead of two begun", 90, 30, 30, 1000),
    ("a half day, one hour left: three hours alone are dearer than the half day, so it is kept", 240, 60, 0, 2500),
    ("a half day, two hours left: two hours at 10.00", 240, 120, 120, 2000),
    ("five hours, one is left: the half day alone", 300, 60, 60, 2500),
)

CHOICE = (
    # rule, minutes wanted, rights (name, left, first day, last day or none, shared), used; it is for 24 November
    (
        "the month before the pass that never expires",
        120,
        (("pass", 600, "2026-01-01", None, False), ("month", 300, "2026-11-01", "2026-11-30", False)),
        (("month", 120),),
    ),
    (
        "their own before the company's, though the company's goes first",
        120,
        (("company", 300, "2026-11-01", "2026-11-30", True), ("pass", 600, "2026-01-01", None, False)),
        (("pass", 120),),
    ),
    (
        "the company's for what their own lacks",
        120,
        (("company", 300, "2026-11-01", "2026-11-30", True), ("month", 45, "2026-11-01", "2026-11-30", False)),
        (("month", 45), ("company", 75)),
    ),
    (
        "a pass that ran out the day before pays nothing, one that ends that day does",
        60,
        (("over", 600, "2026-01-01", "2026-11-23", False), ("last day", 60, "2026-01-01", "2026-11-24", False)),
        (("last day", 60),),
    ),
    (
        "less than wanted when less is left, and nothing of December",
        120,
        (("month", 30, "2026-11-01", "2026-11-30", False), ("next", 300, "2026-12-01", "2026-12-31", False)),
        (("month", 30),),
    ),
)

STORIES = (
    # rule, what, what comes of it
    (
        "five hours a month from 1 November, three hours booked on the 26th: nothing to pay, two hours are left",
        "booked",
        (0, 120),
    ),
    (
        "five hours, a booking of two, then one of four on another day: three of it are paid, an hour is 10.00",
        "overage",
        ((0, 1000), 0),
    ),
    (
        "one hour is left and two people of the company book an hour each: the first has it, the other pays 10.00",
        "last hour",
        ((0, 1000), 0),
    ),
    (
        "the first of them calls off: the hour is back, the other still owes 10.00, and a third one has it",
        "last hour back",
        (60, 1000, 0),
    ),
    (
        "moved to 3 December, before December is given: 20.00 are owed, and November has five hours; December pays",
        "other month",
        ((300, 2000), (300, 180, 0)),
    ),
    (
        "called off an hour before it begins: what was charged goes, so the hours come back too",
        "called off late",
        (0, 300),
    ),
    (
        "called off after the overage was invoiced: the invoice stands, and so do the five hours used",
        "invoiced and called off",
        (1000, 0),
    ),
    (
        "a series of three Thursdays of two hours: two of them and an hour of the third are paid, 10.00 is owed",
        "series",
        ((0, 0, 1000), 0),
    ),
    (
        "and the series called off: five hours again, nothing owed",
        "series called off",
        (0, 300),
    ),
    (
        "November leaves two hours; they go over, December has seven",
        "rolled over",
        420,
    ),
    (
        "they do not go over: December has five",
        "not rolled over",
        300,
    ),
    (
        "a pass of ten hours until 31 December: three used in November, on 1 January nothing is left to use",
        "pass",
        (420, 0),
    ),
    (
        "ten days of pause, said later: 20 days of 30 are 200 minutes, to the quarter 195, less the two hours used",
        "paused",
        75,
    ),
    (
        "a pause of all of November after two hours were used: they stay used, and nothing is left",
        "paused after use",
        0,
    ),
    (
        "an option uses nothing; confirmed, it uses its two hours",
        "option",
        (300, 180),
    ),
    (
        "a booth is no room: an hour of it is 4.00, and the five hours are there",
        "other kind",
        (400, 300),
    ),
    (
        "two hours made three: the whole is given back and paid anew, two hours are left of five",
        "longer",
        (0, 120),
    ),
)
