"""Prices of bookings worked out by hand from real price lists, before any of it was written.

Amounts are cents. Nothing here imports the package. Each case begins with its rule in words. The lists are those that
communes, a coworking place and a hall for hire published on their pages (what each is said beside it); the two marked
"usual" are of no one place: they are what such a list looks like in the Pyrenees, from memory.

A line: what it is called, how many minutes it pays for, cents, its window, whether it opens a booking.
A window: the weekdays on which it begins (0 is Monday), at what time, and for how many minutes; a line without a
window holds at any time that no window of its list takes.
"""

from __future__ import annotations

WEEK, OPEN_DAYS, WEEK_END = "0123456", "01234", "56"
DAY = 1440


def line(label, minutes, cents, window=None, *, opens=False):
    """One line of a list."""
    return (label, minutes, cents, window, opens)


def whole(label, cents, days, at, minutes, *, opens=False):
    """A line that is sold whole: whoever comes within its window pays it once."""
    return (label, minutes, cents, (days, at, minutes), opens)


GRIDS = {
    # the rule of desk.md itself
    "seven, three, one": (line("7 h", 420, 4500), line("3 h", 180, 2500), line("1 h", 60, 1000)),
    # a commune's local for associations (Creuse): never by the hour, companies of the commune / from elsewhere
    "local, companies here": (line("half day", 240, 5000), line("day", 480, 8000)),
    "local, companies elsewhere": (line("half day", 240, 8000), line("day", 480, 12000)),
    "local, associations elsewhere": (line("half day", 240, 4000), line("day", 480, 7500)),
    # a coworking place in a small town (Aisne): the meeting room, and a desk
    "coworking room": (line("half day", 240, 4500), line("day", 480, 7500)),
    "coworking desk": (line("half day", 240, 500),),
    # a coworking place (Lille), small and great meeting room, before tax; its coworkers pay 30 % less
    "small room": (line("half day", 240, 8000), line("day", 480, 15000)),
    "great room": (line("half day", 240, 16000), line("day", 480, 36000)),
    # a commune's house for associations (Vienne): the small room by the day
    "house, associations here": (line("day", 480, 3000),),
    "house, associations elsewhere": (line("day", 480, 6000),),
    # a barn for hire (Landes): by day from Monday to Thursday, by week-end from Friday to Sunday
    "barn, people from here": (
        line("half day", 240, 10000, ("0123", "00:00", DAY)),
        whole("day", 15000, "0123", "00:00", DAY),
        whole("week-end", 25000, "4", "00:00", 3 * DAY),
    ),
    "barn, people from elsewhere": (
        line("half day", 240, 20000, ("0123", "00:00", DAY)),
        whole("day", 30000, "0123", "00:00", DAY),
        whole("week-end", 50000, "4", "00:00", 3 * DAY),
    ),
    # a village hall (Somme): a week-end from Friday 14:00 to Monday 10:00, the week from Monday 14:00 to Friday 12:00
    "hall in summer": (
        line("a few hours", 240, 6000, ("0", "14:00", 5640)),
        line("a day", DAY, 20000, ("0", "14:00", 5640)),
        whole("week-end", 30000, "4", "14:00", 4080),
    ),
    "hall in winter": (
        line("a few hours", 240, 8000, ("0", "14:00", 5640)),
        line("a day", DAY, 22000, ("0", "14:00", 5640)),
        whole("week-end", 38000, "4", "14:00", 4080),
    ),
    # a village hall whose first day is dearer, with a week-end from Friday 14:00 to Monday 9:00
    "first day dearer, from here": (
        whole("first day", 10000, WEEK, "00:00", DAY, opens=True),
        whole("next day", 8000, WEEK, "00:00", DAY),
        whole("feast", 38000, "4", "14:00", 4020),
    ),
    "first day dearer, from elsewhere": (
        whole("first day", 37000, WEEK, "00:00", DAY, opens=True),
        whole("next day", 23000, WEEK, "00:00", DAY),
        whole("feast", 65000, "4", "14:00", 4020),
    ),
    # a village hall (Maine-et-Loire): 60 % more on Friday evening, Saturday and Sunday
    "hall, 60 % more": (line("day", DAY, 21000), whole("week-end", 33600, "4", "18:00", 3240)),
    # a hall for hire: half days 8:30-12:30 and 14:00-18:00, days 8:30-18:00, before tax
    "seminar room": (
        whole("morning", 30000, OPEN_DAYS, "08:30", 240),
        whole("afternoon", 30000, OPEN_DAYS, "14:00", 240),
        whole("day", 55000, OPEN_DAYS, "08:30", 570),
    ),
    # a small hall (Loir-et-Cher): 9:00 to 8:00 the next day or the day after that
    "small hall": (
        line("half day", 300, 9000, (WEEK, "09:00", 1380)),
        whole("24 hours", 25500, WEEK, "09:00", 1380),
        whole("48 hours", 33000, WEEK, "09:00", 2820),
    ),
    # usual: a third place that sells hours and half days on open days, evenings, and days of the week-end
    "third place": (
        line("hour", 60, 1200, (OPEN_DAYS, "08:00", 600)),
        whole("morning", 3500, OPEN_DAYS, "08:00", 300),
        whole("afternoon", 3500, OPEN_DAYS, "13:00", 300),
        whole("day", 6000, OPEN_DAYS, "08:00", 600),
        whole("day of the week-end", 9000, WEEK_END, "08:00", 600),
        whole("evening", 4000, WEEK, "18:00", 300),
    ),
    # usual: the plain list of a small place, with a dearer hour in the evening
    "evening hour dearer": (
        line("hour", 60, 1000),
        line("half day", 240, 3000),
        line("day", 480, 5000),
        line("evening hour", 60, 1500, (WEEK, "18:00", 300)),
    ),
    # usual: the first hour pays for opening and heating; a laser cutter of which two hours are the least
    "first hour dearer": (line("first hour", 60, 1000, opens=True), line("hour", 60, 600), line("half day", 240, 2500)),
    "two hours at least": (line("first two hours", 120, 2000, opens=True), line("hour", 60, 800)),
    # usual: a desk by the day and by the week
    "desk by the week": (
        whole("day", 1500, WEEK, "00:00", DAY),
        whole("week", 6000, "0", "00:00", 5 * DAY),
    ),
    "free": (line("hour", 60, 0),),
}

TUE, WED, THU, FRI, SAT, SUN, MON = (f"2026-11-{number}" for number in (24, 25, 26, 27, 28, 29, 30))

CASES = (
    # rule, list, from, to, working, cents
    (
        *("12 h with prices for 7, 3 and 1 are 7 + 3 + 1 + 1", "seven, three, one", f"{TUE} 08:00", f"{TUE} 20:00"),
        *((("7 h", 1), ("3 h", 1), ("1 h", 2)), 9000),
    ),
    ("a begun hour counts whole", "seven, three, one", f"{TUE} 08:00", f"{TUE} 09:01", (("1 h", 2),), 2000),
    # 6 h are 3 + 3, though 7 h would cost less: longest first, as it always was of a list without windows
    ("a plain list is longest first", "seven, three, one", f"{TUE} 08:00", f"{TUE} 14:00", (("3 h", 2),), 5000),
    ("a half day", "coworking room", f"{TUE} 09:00", f"{TUE} 13:00", (("half day", 1),), 4500),
    ("a day", "coworking room", f"{TUE} 09:00", f"{TUE} 17:00", (("day", 1),), 7500),
    (
        *("a day and a half", "coworking room", f"{TUE} 08:00", f"{TUE} 20:00"),
        *((("day", 1), ("half day", 1)), 12000),
    ),
    ("a desk by the half day", "coworking desk", f"{TUE} 09:00", f"{TUE} 17:00", (("half day", 2),), 1000),
    (
        *("never by the hour: two hours are a half day", "local, companies here", f"{TUE} 09:00", f"{TUE} 11:00"),
        *((("half day", 1),), 5000),
    ),
    (
        *("a company from elsewhere pays more", "local, companies elsewhere", f"{TUE} 09:00", f"{TUE} 11:00"),
        *((("half day", 1),), 8000),
    ),
    (
        *("an association from elsewhere less", "local, associations elsewhere", f"{TUE} 09:00", f"{TUE} 17:00"),
        *((("day", 1),), 7500),
    ),
    ("the day is the least", "house, associations here", f"{TUE} 20:00", f"{TUE} 22:00", (("day", 1),), 3000),
    ("and so elsewhere", "house, associations elsewhere", f"{TUE} 20:00", f"{TUE} 22:00", (("day", 1),), 6000),
    ("no list, nothing asked: a price of nothing", "free", f"{TUE} 09:00", f"{TUE} 12:00", (("hour", 3),), 0),
    # the barn: two windows that share the week
    ("a weekday half day", "barn, people from here", f"{TUE} 14:00", f"{TUE} 18:00", (("half day", 1),), 10000),
    # two half days would be 400, the day is 300
    ("the cheaper of two ways", "barn, people from elsewhere", f"{TUE} 09:00", f"{TUE} 17:00", (("day", 1),), 30000),
    ("Saturday is the week-end", "barn, people from here", f"{SAT} 10:00", f"{SAT} 18:00", (("week-end", 1),), 25000),
    (
        *("so is all of it", "barn, people from elsewhere", f"{FRI} 18:00", f"{SUN} 12:00"),
        *((("week-end", 1),), 50000),
    ),
    (
        *("two days are two days", "barn, people from here", f"{TUE} 09:00", f"{WED} 18:00"),
        *((("day", 2),), 30000),
    ),
    (
        *("from Thursday into the week-end both are paid", "barn, people from elsewhere", f"{THU} 14:00"),
        *(f"{FRI} 12:00", (("day", 1), ("week-end", 1)), 80000),
    ),
    # the hall of the Somme
    ("a few hours", "hall in summer", f"{TUE} 14:00", f"{TUE} 18:00", (("a few hours", 1),), 6000),
    # 8 h: twice a few hours are 120, the day is 200
    ("twice a few hours", "hall in summer", f"{TUE} 10:00", f"{TUE} 18:00", (("a few hours", 2),), 12000),
    # 18 h: five times a few hours are 300
    ("a day and its night", "hall in summer", f"{TUE} 18:00", f"{WED} 12:00", (("a day", 1),), 20000),
    ("a week-end", "hall in summer", f"{FRI} 16:00", f"{SUN} 20:00", (("week-end", 1),), 30000),
    ("a winter week-end", "hall in winter", f"{FRI} 14:00", f"{MON} 10:00", (("week-end", 1),), 38000),
    # a first day that is dearer
    (
        *("one day is the first day", "first day dearer, from here", f"{TUE} 10:00", f"{TUE} 18:00"),
        *((("first day", 1),), 10000),
    ),
    (
        *("the second day is cheaper", "first day dearer, from here", f"{SAT} 10:00", f"{SUN} 18:00"),
        *((("first day", 1), ("next day", 1)), 18000),
    ),
    # 100 + 3 x 80 = 340, the feast is 380
    (
        *("four days and no feast", "first day dearer, from here", f"{FRI} 14:00", f"{MON} 09:00"),
        *((("first day", 1), ("next day", 3)), 34000),
    ),
    # 370 + 3 x 230 = 1060, the feast is 650
    (
        *("the feast from elsewhere", "first day dearer, from elsewhere", f"{FRI} 14:00", f"{MON} 09:00"),
        *((("feast", 1),), 65000),
    ),
    # the day, and the dearer week-end
    ("a weekday", "hall, 60 % more", f"{TUE} 10:00", f"{TUE} 18:00", (("day", 1),), 21000),
    ("a Saturday", "hall, 60 % more", f"{SAT} 10:00", f"{SAT} 22:00", (("week-end", 1),), 33600),
    (
        *("from a Friday noon on, the day and the week-end", "hall, 60 % more", f"{FRI} 14:00", f"{FRI} 22:00"),
        *((("day", 1), ("week-end", 1)), 54600),
    ),
    # half days that are the morning or the afternoon
    ("a morning", "seminar room", f"{TUE} 09:00", f"{TUE} 12:00", (("morning", 1),), 30000),
    ("over noon it is the day", "seminar room", f"{TUE} 12:00", f"{TUE} 15:00", (("day", 1),), 55000),
    ("the day, not two halves", "seminar room", f"{TUE} 08:30", f"{TUE} 18:00", (("day", 1),), 55000),
    # nights
    ("a half day of five hours", "small hall", f"{TUE} 14:00", f"{TUE} 19:00", (("half day", 1),), 9000),
    # 14:00-2:00 is 12 h: three half days are 270, 24 hours 255
    ("a night", "small hall", f"{TUE} 14:00", f"{WED} 02:00", (("24 hours", 1),), 25500),
    ("a week-end of 48 hours", "small hall", f"{SAT} 09:00", f"{MON} 08:00", (("48 hours", 1),), 33000),
    # the third place
    ("an hour", "third place", f"{TUE} 09:00", f"{TUE} 10:00", (("hour", 1),), 1200),
    ("two hours", "third place", f"{TUE} 09:00", f"{TUE} 11:00", (("hour", 2),), 2400),
    ("three hours cost more than the morning", "third place", f"{TUE} 09:00", f"{TUE} 12:00", (("morning", 1),), 3500),
    ("three hours over noon stay hours", "third place", f"{TUE} 11:00", f"{TUE} 14:00", (("hour", 3),), 3600),
    ("eight hours are the day", "third place", f"{TUE} 09:00", f"{TUE} 17:00", (("day", 1),), 6000),
    (
        *("a Tuesday 14:00-18:30 is an afternoon and an evening", "third place", f"{TUE} 14:00", f"{TUE} 18:30"),
        *((("afternoon", 1), ("evening", 1)), 7500),
    ),
    (
        *("an hour, then the evening", "third place", f"{TUE} 17:00", f"{TUE} 20:00"),
        *((("hour", 1), ("evening", 1)), 5200),
    ),
    ("an evening", "third place", f"{TUE} 19:00", f"{TUE} 22:00", (("evening", 1),), 4000),
    (
        *("Saturday into the evening", "third place", f"{SAT} 16:00", f"{SAT} 20:00"),
        *((("day of the week-end", 1), ("evening", 1)), 13000),
    ),
    # outside the windows a list is what it would be without them: 14:00-18:00 is the half day
    (
        *("a half day and an hour of the evening", "evening hour dearer", f"{TUE} 14:00", f"{TUE} 19:00"),
        *((("half day", 1), ("evening hour", 1)), 4500),
    ),
    # half an hour before 18:00 is an hour that was begun; it does not run into the evening
    (
        *("a begun hour ends where a window begins", "evening hour dearer", f"{TUE} 17:30", f"{TUE} 19:00"),
        *((("hour", 1), ("evening hour", 1)), 2500),
    ),
    # 4 + 1 + 1 + 1, as without the evening line
    (
        *("seven hours by day", "evening hour dearer", f"{TUE} 09:00", f"{TUE} 16:00"),
        *((("half day", 1), ("hour", 3)), 6000),
    ),
    # what opens a booking
    ("the first hour is dearer", "first hour dearer", f"{TUE} 09:00", f"{TUE} 10:00", (("first hour", 1),), 1000),
    (
        *("then hours, the last of them begun", "first hour dearer", f"{TUE} 09:00", f"{TUE} 12:30"),
        *((("first hour", 1), ("hour", 3)), 2800),
    ),
    ("a longer line opens as well", "first hour dearer", f"{TUE} 09:00", f"{TUE} 13:00", (("half day", 1),), 2500),
    (
        *("and no first hour after it", "first hour dearer", f"{TUE} 09:00", f"{TUE} 14:00"),
        *((("half day", 1), ("hour", 1)), 3100),
    ),
    ("the least", "two hours at least", f"{TUE} 09:00", f"{TUE} 09:30", (("first two hours", 1),), 2000),
    (
        *("the least, and an hour", "two hours at least", f"{TUE} 09:00", f"{TUE} 12:00"),
        *((("first two hours", 1), ("hour", 1)), 2800),
    ),
    # weeks
    ("three days", "desk by the week", "2026-11-23 09:00", f"{WED} 17:00", (("day", 3),), 4500),
    ("five days are the week", "desk by the week", "2026-11-23 09:00", f"{FRI} 17:00", (("week", 1),), 6000),
)

HOLES = (
    # rule, list, from, to, from when nothing is priced, until when
    ("Friday noon is sold by nobody", "hall in summer", f"{FRI} 10:00", f"{SAT} 12:00", f"{FRI} 12:00", f"{FRI} 14:00"),
    ("nor Monday at 11", "hall in summer", f"{MON} 11:00", f"{MON} 13:00", f"{MON} 11:00", f"{MON} 13:00"),
    ("no evening at all", "seminar room", f"{TUE} 17:00", f"{TUE} 20:00", f"{TUE} 18:00", f"{TUE} 20:00"),
    ("no night", "third place", f"{TUE} 20:00", f"{WED} 02:00", f"{TUE} 23:00", f"{WED} 02:00"),
    ("twenty minutes at the end", "third place", f"{TUE} 22:00", f"{TUE} 23:20", f"{TUE} 23:00", f"{TUE} 23:20"),
)

DATED = (
    # rule, the lists and since when they hold, from, to, cents: the list of the day it begins
    (
        *("a September week-end is summer", (("2026-05-01", "hall in summer"), ("2026-10-01", "hall in winter"))),
        *("2026-09-25 14:00", "2026-09-28 10:00", 30000),
    ),
    (
        *("an October one is winter", (("2026-05-01", "hall in summer"), ("2026-10-01", "hall in winter"))),
        *("2026-10-02 14:00", "2026-10-05 10:00", 38000),
    ),
    (
        *(
            "the night over the change is summer's",
            (("2026-05-01", "hall in summer"), ("2026-10-01", "hall in winter")),
        ),
        *("2026-09-30 18:00", "2026-10-01 12:00", 20000),
    ),
)

REDUCED = (
    # rule, list, per cent off, from, to, cents: of each price of the list, half a cent upwards
    ("coworkers, half a day", "small room", 30, f"{TUE} 09:00", f"{TUE} 13:00", 5600),
    ("coworkers, a day", "small room", 30, f"{TUE} 09:00", f"{TUE} 17:00", 10500),
    ("coworkers, the great room", "great room", 30, f"{TUE} 09:00", f"{TUE} 13:00", 11200),
    ("coworkers, a day of it", "great room", 30, f"{TUE} 09:00", f"{TUE} 17:00", 25200),
    ("half for the solidarity rate", "third place", 50, f"{TUE} 14:00", f"{TUE} 18:30", 3750),
    ("free for the commune", "third place", 100, f"{TUE} 14:00", f"{TUE} 18:30", 0),
)

LATE = (
    # rule, what is kept (hours before, per cent or cents), the price, hours before it begins, cents kept
    # a hall (Drome): people from elsewhere leave 100 within thirty days, 150 within ten
    ("in good time nothing", ((720, 0, 10000), (240, 0, 15000)), 66000, 721, 0),
    ("within thirty days", ((720, 0, 10000), (240, 0, 15000)), 66000, 720, 10000),
    ("within ten the nearer holds", ((720, 0, 10000), (240, 0, 15000)), 66000, 200, 15000),
    # and people from there 30 and 70
    ("people from there leave less", ((720, 0, 3000), (240, 0, 7000)), 30000, 100, 7000),
    # usual: half within two days
    ("half within two days", ((48, 50, 0),), 7500, 47, 3750),
    ("half of an odd cent upwards", ((48, 50, 0),), 4501, 24, 2251),
    ("half after it began", ((48, 50, 0),), 7500, -1, 3750),
    ("never more than the price", ((48, 0, 3000),), 1200, 2, 1200),
    ("nothing of what was free", ((48, 0, 3000),), 0, 2, 0),
)

ALL = len(CASES + HOLES + DATED + REDUCED + LATE)
