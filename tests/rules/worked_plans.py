"""Plans, subscriptions and passes worked out by hand from the rules, before any of it was written.

Amounts are cents, allowances half-days; both ends of a span of days are in it. Nothing here imports the package.
Each case begins with its rule in words.
"""

from __future__ import annotations

from datetime import date

PRORATION = (
    # rule, period, price, first day, last day (or none), pauses, days paid, days of the period, price of the part,
    # days included, half-days given
    ("16 to 30 June is 15 days of 30", "month", 6000, "2026-06-16", None, (), 15, 30, 3000, 10, 10),
    ("a whole month is the whole price", "month", 6000, "2026-06-01", None, (), 30, 30, 6000, 10, 20),
    ("the last day of June alone is a thirtieth", "month", 6000, "2026-06-30", None, (), 1, 30, 200, 15, 1),
    ("the second half of February is 14 of 28", "month", 6000, "2027-02-15", None, (), 14, 28, 3000, 10, 10),
    ("in a leap year it is 15 of 29", "month", 5800, "2028-02-15", None, (), 15, 29, 3000, 29, 30),
    ("64.516 is 64.52", "month", 20000, "2026-10-22", None, (), 10, 31, 6452, 31, 20),
    ("December is 31 of the 92 days of its quarter", "quarter", 30000, "2026-12-01", None, (), 31, 92, 10109, 46, 31),
    ("from 1 July a year has 184 days of 365", "year", 36500, "2026-07-01", None, (), 184, 365, 18400, 365, 368),
    ("from a Wednesday a week has 5 days of 7", "week", 3500, "2026-06-17", None, (), 5, 7, 2500, 7, 10),
    ("half a cent is a cent", "month", 15, "2026-06-30", None, (), 1, 30, 1, 0, 0),
    ("an early end pays its days", "month", 20000, "2026-12-01", "2026-12-10", (), 10, 31, 6452, 10, 6),
    ("a start and an end in one month", "month", 9000, "2026-06-10", "2026-06-19", (), 10, 30, 3000, 3, 2),
    ("7 days of 30 of five days: 2.33 half-days are 2", "month", 3000, "2026-11-24", None, (), 7, 30, 700, 5, 2),
    ("7 days of 30 of ten days: 4.67 half-days are 5", "month", 3000, "2026-11-24", None, (), 7, 30, 700, 10, 5),
    # pauses: the days of a pause are neither paid for nor give anything
    (
        *("nine days of pause leave 21 of 30", "month", 6000, "2026-06-01", None),
        *((("2026-06-10", "2026-06-18"),), 21, 30, 4200, 10, 14),
    ),
    (
        *("a month of pause is nothing at all", "month", 6000, "2026-06-01", None),
        *((("2026-06-01", "2026-06-30"),), 0, 30, 0, 10, 0),
    ),
    (
        *("a pause over the end of June leaves 24 days of June", "month", 6000, "2026-06-01", None),
        *((("2026-06-25", "2026-07-05"),), 24, 30, 4800, 10, 16),
    ),
    (
        *("and 26 of the 31 days of July: 50.3226 is 50.32, 16.77 half-days are 17", "month", 6000, "2026-07-01", None),
        *((("2026-06-25", "2026-07-05"),), 26, 31, 5032, 10, 17),
    ),
    (
        *("a late start and five days of pause: 10 of 30, 6.67 half-days are 7", "month", 6000, "2026-06-16", None),
        *((("2026-06-20", "2026-06-24"),), 10, 30, 2000, 10, 7),
    ),
    (
        *("two pauses of three days", "month", 6000, "2026-06-01", None),
        *((("2026-06-01", "2026-06-03"), ("2026-06-28", "2026-06-30")), 24, 30, 4800, 10, 16),
    ),
    (
        *("a pause that was over before the first day cuts nothing", "month", 6000, "2026-06-16", None),
        *((("2026-06-01", "2026-06-10"),), 15, 30, 3000, 10, 10),
    ),
    (
        *("a pause with no end in sight cuts to the end of the period", "month", 6000, "2026-06-01", None),
        *((("2026-06-21", "2027-06-20"),), 20, 30, 4000, 10, 13),
    ),
)

EARLIEST_END = (
    # rule, first day, period, said on, months at least, notice, in days or in periods, earliest last day
    ("without term or notice it may end today", "2026-09-16", "month", "2026-11-24", 0, 0, "days", "2026-11-24"),
    (
        "three months from 16 September end on 15 December",
        "2026-09-16",
        "month",
        "2026-11-24",
        3,
        0,
        "days",
        "2026-12-15",
    ),
    (
        "three months from 30 November: February is short",
        "2026-11-30",
        "month",
        "2026-12-01",
        3,
        0,
        "days",
        "2027-02-27",
    ),
    ("a term that is over holds nobody", "2026-01-01", "month", "2026-11-24", 3, 0, "days", "2026-11-24"),
    ("fifteen days of notice", "2026-01-01", "month", "2026-11-24", 0, 15, "days", "2026-12-09"),
    (
        "a month of notice said in November is December",
        "2026-01-01",
        "month",
        "2026-11-24",
        0,
        1,
        "periods",
        "2026-12-31",
    ),
    ("said on its last day, too", "2026-01-01", "month", "2026-11-30", 0, 1, "periods", "2026-12-31"),
    ("said a day later it is January", "2026-01-01", "month", "2026-12-01", 0, 1, "periods", "2027-01-31"),
    ("a whole quarter of notice", "2026-01-01", "quarter", "2026-11-24", 0, 1, "periods", "2027-03-31"),
    ("two whole weeks after this one", "2026-01-01", "week", "2026-11-25", 0, 2, "periods", "2026-12-13"),
    ("the later of term and notice: notice", "2026-09-16", "month", "2026-11-24", 3, 1, "periods", "2026-12-31"),
    ("the later of term and notice: term", "2026-11-30", "month", "2026-12-01", 3, 15, "days", "2027-02-27"),
    ("it never ends before its first day", "2027-01-01", "month", "2026-11-24", 0, 0, "days", "2027-01-01"),
)

ENDED = (
    # rule, period, price, first day, days included, charged until (not in it), pauses, last day,
    # what is charged of each period then, half-days that the period of the last day gives then
    (
        "ended on 15 June, June is 15 days of 30",
        "month",
        6000,
        "2026-06-01",
        10,
        "2026-07-01",
        (),
        "2026-06-15",
        (3000,),
        10,
    ),
    ("ended on 30 June nothing changes", "month", 6000, "2026-06-01", 10, "2026-07-01", (), "2026-06-30", (6000,), 20),
    (
        "ended on its first day it is a thirtieth: 0.67 half-days are 1",
        "month",
        6000,
        "2026-06-01",
        10,
        "2026-07-01",
        (),
        "2026-06-01",
        (200,),
        1,
    ),
    (
        "July was charged ahead, and is not owed at all",
        "month",
        6000,
        "2026-06-01",
        10,
        "2026-08-01",
        (),
        "2026-06-15",
        (3000,),
        10,
    ),
    (
        "ended on 10 July, June stays whole and July is 10 of 31: 19.35",
        "month",
        6000,
        "2026-06-01",
        10,
        "2026-08-01",
        (),
        "2026-07-10",
        (6000, 1935),
        6,
    ),
    (
        "from 16 to 20 June is 5 days of 30: 3.33 half-days are 3",
        "month",
        6000,
        "2026-06-16",
        10,
        "2026-07-01",
        (),
        "2026-06-20",
        (1000,),
        3,
    ),
    (
        "paused from the 10th to the 18th and ended on the 15th: 9 days of 30",
        "month",
        6000,
        "2026-06-01",
        10,
        "2026-07-01",
        (("2026-06-10", "2026-06-18"),),
        "2026-06-15",
        (1800,),
        6,
    ),
    (
        "a year at 365.00 ended on 30 June is 181 days of 365",
        "year",
        36500,
        "2026-01-01",
        100,
        "2027-01-01",
        (),
        "2026-06-30",
        (18100,),
        99,
    ),
    (
        "a quarter at 92.00 ended on 31 October is 31 days of 92",
        "quarter",
        9200,
        "2026-10-01",
        46,
        "2027-01-01",
        (),
        "2026-10-31",
        (3100,),
        31,
    ),
    (
        "a week at 35.00 ended on its Thursday is 4 days of 7",
        "week",
        3500,
        "2026-06-15",
        7,
        "2026-06-22",
        (),
        "2026-06-18",
        (2000,),
        8,
    ),
)

LESS = (
    # rule, price and period of the plan they have, price and period of the other one, whether it costs less a year
    ("the same is not less", 6000, "month", 6000, "month", False),
    ("a cent less is less", 6000, "month", 5999, "month", True),
    ("60.00 a month is 720.00 a year: 700.00 a year is less", 6000, "month", 70000, "year", True),
    ("and 720.00 a year is not", 6000, "month", 72000, "year", False),
    ("60.00 a month is 180.00 a quarter: 179.00 is less", 6000, "month", 17900, "quarter", True),
    ("a year has 52 weeks: 13.80 a week is 717.60, less than 720.00", 6000, "month", 1380, "week", True),
    ("13.85 a week is 720.20, which is not", 6000, "month", 1385, "week", False),
)
"""Before the term or the notice is over, a plan that costs less a year is taken as an end would be."""

BOOK, EVENING, MORNING, WEEK, COMPANY = "book", "evening", "morning", "week", "company"

CHOICE = (
    # rule, arrival, half-days wanted, rights (name, left, from, until, shared, minutes of the day, runs for), drawn
    (
        "the soonest to expire pays, not the one that never does",
        "2026-11-24 10:00",
        2,
        (
            (BOOK, 10, "2026-01-01", None, False, None, None),
            (EVENING, 4, "2026-01-01", "2026-11-30", False, None, None),
        ),
        ((EVENING, 2),),
    ),
    (
        "their own before the company's, though the company's goes first",
        "2026-11-24 10:00",
        2,
        (
            (COMPANY, 10, "2026-01-01", "2026-11-25", True, None, None),
            (BOOK, 10, "2026-01-01", None, False, None, None),
        ),
        ((BOOK, 2),),
    ),
    (
        "the company's pays for what their own lacks",
        "2026-11-24 10:00",
        2,
        ((COMPANY, 10, "2026-01-01", "2026-11-25", True, None, None), (BOOK, 1, "2026-01-01", None, False, None, None)),
        ((BOOK, 1), (COMPANY, 1)),
    ),
    (
        "an evening is no morning: the book pays",
        "2026-11-24 10:00",
        2,
        (
            (EVENING, 5, "2026-01-01", "2026-11-30", False, (1020, 1440), None),
            (BOOK, 10, "2026-01-01", None, False, None, None),
        ),
        ((BOOK, 2),),
    ),
    (
        "in the evening the evening pass pays, it expires first",
        "2026-11-24 18:30",
        1,
        (
            (EVENING, 5, "2026-01-01", "2026-11-30", False, (1020, 1440), None),
            (BOOK, 10, "2026-01-01", None, False, None, None),
        ),
        ((EVENING, 1),),
    ),
    (
        "an evening begins at 17:00 sharp",
        "2026-11-24 17:00",
        1,
        ((EVENING, 5, "2026-01-01", None, False, (1020, 1440), None),),
        ((EVENING, 1),),
    ),
    (
        "and not a minute before",
        "2026-11-24 16:59",
        1,
        ((EVENING, 5, "2026-01-01", None, False, (1020, 1440), None),),
        (),
    ),
    (
        "a morning until 13:00 still counts at 12:59",
        "2026-11-24 12:59",
        1,
        ((MORNING, 5, "2026-01-01", None, False, (0, 780), None),),
        ((MORNING, 1),),
    ),
    (
        "and at 13:00 no longer",
        "2026-11-24 13:00",
        1,
        ((MORNING, 5, "2026-01-01", None, False, (0, 780), None),),
        (),
    ),
    (
        "what expired yesterday pays nothing",
        "2026-11-24 10:00",
        2,
        ((BOOK, 10, "2026-01-01", "2026-11-23", False, None, None),),
        (),
    ),
    (
        "the last day is a good day",
        "2026-11-24 10:00",
        2,
        ((BOOK, 10, "2026-01-01", "2026-11-24", False, None, None),),
        ((BOOK, 2),),
    ),
    (
        "what begins tomorrow does not pay today",
        "2026-11-24 10:00",
        2,
        ((BOOK, 10, "2026-11-25", None, False, None, None),),
        (),
    ),
    (
        "a week that runs out on the 30th goes before a book that lasts until December",
        "2026-11-25 10:00",
        2,
        (
            (BOOK, 10, "2026-01-01", "2026-12-31", False, None, None),
            (WEEK, 12, "2026-11-24", "2026-11-30", False, None, None),
        ),
        ((WEEK, 2),),
    ),
    (
        "a week that nobody has begun waits behind a book that expires",
        "2026-11-25 10:00",
        2,
        (
            (WEEK, 14, "2026-01-01", None, False, None, 7),
            (BOOK, 10, "2026-06-01", "2026-12-31", False, None, None),
        ),
        ((BOOK, 2),),
    ),
    (
        "of two that expire on one day the older pays",
        "2026-11-24 10:00",
        1,
        (
            (BOOK, 4, "2026-06-01", "2026-12-31", False, None, None),
            (MORNING, 4, "2026-05-01", "2026-12-31", False, None, None),
        ),
        ((MORNING, 1),),
    ),
    (
        "no more is taken than there is: the rest is to pay, and nobody is sent away",
        "2026-11-24 10:00",
        2,
        ((BOOK, 1, "2026-01-01", None, False, None, None),),
        ((BOOK, 1),),
    ),
)

RUNS_OUT = (
    # rule, days it runs, first check-in, last day it is good for
    ("a week from a Tuesday ends on Monday", 7, "2026-11-24", "2026-11-30"),
    ("a day is that day", 1, "2026-11-24", "2026-11-24"),
    ("thirty days from 31 January end on 1 March", 30, "2027-01-31", "2027-03-01"),
    ("a fortnight over the new year", 14, "2026-12-24", "2027-01-06"),
)

STORIES = (
    # rule, what happens, what is expected: told to the services one by one in `test_worked_plans`
    ("a week's pass gives two half-days a day: 14, of which the first day takes 2", "week begun", 12),
    ("a week's pass whose first day was taken back is whole and has not begun", "week begun and undone", (14, None)),
    ("good for a first day until 30 November: begun on the 28th it runs its seven days, until 4 December",
     "week begun late", date(2026, 12, 4)),
    ("not begun by 30 November it is good for nothing on 1 December", "week never begun", 0),
    ("ten half-days, three used, given to Paul: Marie 0, Paul 7, as long as before", "transfer", (0, 7)),
    ("a gift of ten bought by Marie: nothing for her, ten for whoever brings the code", "gift", (0, 10)),
    ("from 60.00 to 120.00 a month on 16 June: 30.00 for the first half, 60.00 for the second", "change now",
     (3000, 6000)),
    ("the same from the next month on: 60.00 for June, 120.00 for July", "change later", (6000, 12000)),
    ("ten days a month of which two were used, then twenty days from 16 June: 20 half-days of June are left",
     "change now, days", 20),
    ("80.00 instead of 120.00 for who has little, from 16 June: 40.00", "solidarity", 4000),
    ("pay what you like from 10.00 on: 10.00 is taken, 9.99 is not", "floor", (1000, 999)),
    ("a sign-up fee of 30.00 is whole, and asked of the same person once", "sign-up", (3000, 0)),
    ("four half-days of October, two used: November has 4 and the 2 that roll over", "rolls over", 6),
    ("they do not roll over unless the plan says so", "does not roll over", 4),
    ("a plan that cost 120.00 and costs 130.00: who has it is listed, with both prices", "dearer", (12000, 13000)),
    ("who agreed to 100.00 while it cost 120.00 is not listed as long as it does", "agreed", ()),
    ("what ends within thirty days is listed on the 30th day before", "ends in 30 days", 1),
    ("and not on the 31st", "ends in 31 days", 0),
    ("the company's ten half-days serve both its members", "shared", (8, 8)),
    ("the clock set back a day and forth again opens December once", "clock", 1),
    ("June at 60.00 on an invoice, July not, ended on 15 June: July goes, June stays there, and 30.00 of it is owed",
     "ended, invoiced", (6000, 6000, 3000)),
    ("charged elsewhere until 1 December: ended on 20 November nothing is charged of November here", "opening", ()),
    ("twelve months agreed on 1 November at 120.00: 60.00 from 1 December on is too early until 31 October 2027",
     "smaller", date(2027, 10, 31)),
)  # fmt: skip

MORNING, AFTERNOON, UNDO, BACK = "morning", "afternoon", "undo", "sale taken back"
BELOW_ZERO = (
    # rule, half-days below zero that the house allows, what happens (a figure: a book of so many half-days is bought),
    # half-days left after each, half-days to pay of the last visit that stands. Each arrival is on a day of its own:
    # in the morning it counts for two half-days, in the afternoon for one.
    ("a pass that is used up goes below zero", 2, (2, MORNING, MORNING), (2, 0, -2), 0),
    ("no further than the house lets it", 2, (2, MORNING, MORNING, MORNING), (2, 0, -2, -2), 2),
    ("as far as it still reaches", 3, (2, MORNING, MORNING, MORNING), (2, 0, -2, -3), 1),
    ("the next book makes it good: 10 less 2", 2, (2, MORNING, MORNING, 10), (2, 0, -2, 8), 0),
    ("a book that is too small makes good what it can", 2, (2, MORNING, MORNING, 1), (2, 0, -2, -1), 0),
    ("and the one after it the rest", 2, (2, MORNING, MORNING, 1, 4), (2, 0, -2, -1, 3), 0),
    ("without a limit nothing goes below zero", 0, (2, MORNING, MORNING), (2, 0, 0), 2),
    ("who never had a pass pays the day", 2, (MORNING,), (0,), 2),
    ("half of a morning was left, half is taken ahead", 2, (1, MORNING), (1, -1), 0),
    ("an afternoon takes one", 1, (1, AFTERNOON, AFTERNOON, AFTERNOON), (1, 0, -1, -1), 1),
    ("an arrival that is taken back was never below zero", 2, (2, MORNING, MORNING, UNDO), (2, 0, -2, 0), 0),
    ("taken back after it was made good, all ten are there", 2, (2, MORNING, MORNING, 10, UNDO), (2, 0, -2, 8, 10), 0),
    ("and they are used like any", 2, (2, MORNING, MORNING, 1, UNDO, MORNING), (2, 0, -2, -1, 1, -1), 0),
    ("a book that is taken back leaves what was below zero", 2, (2, MORNING, MORNING, 10, BACK), (2, 0, -2, 8, -2), 0),
)

ALL = sum(map(len, (BELOW_ZERO, PRORATION, EARLIEST_END, ENDED, LESS, CHOICE, RUNS_OUT, STORIES)))
"""How many, of which the issue asks for forty."""
