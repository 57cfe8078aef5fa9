"""What F1 says of the planning: what it is for, how each thing is done, and its keys."""

from __future__ import annotations

from tierslieu_desk.i18n import N_
from tierslieu_desk.ui.help import Help

HELP = Help(
    N_("Who has what, and when. One line a space, time across."),
    (
        (N_("Book"), N_("Draw over a free time with the mouse, or go there with the arrows and press Enter.")),
        (
            N_("Move, make longer"),
            N_("Pull the block, or its right edge. What is in the way is told."),
        ),
        (
            N_("Copy"),
            N_("Pull the block while Ctrl is held, or Ctrl+C, then Ctrl+V on another day or space."),
        ),
        (
            N_("Several at once"),
            N_("Click each with Ctrl held: then move, copy, call off or write to all of them."),
        ),
        (N_("See who has it"), N_("Click a block once; click it twice for all there is to know of it.")),
        (
            N_("Look further"),
            N_("“Month” tells how full each day is; “List” has every booking, and a file of them."),
        ),
    ),
    (
        ("← → ↑ ↓", N_("another time, another space")),
        ("Enter", N_("book, or see the booking")),
        ("Ctrl+←/→", N_("move the booking by a quarter of an hour")),
        (N_("Shift+→"), N_("a longer time, or the next booking too")),
        (N_("Space"), N_("choose this booking too")),
        ("Ctrl+C, Ctrl+V", N_("copy the booking, put it here")),
        ("Ctrl+↑/↓", N_("move the booking to another space")),
        (N_("Menu key"), N_("what can be done there; by the other button of the mouse too")),
        ("N, P", N_("the next booking, the one before")),
        ("D, W, M, L", N_("the day, the week, the month, the list")),
        ("T, G", N_("today, another day")),
        ("F", N_("find a free space")),
        ("U", N_("the week of this space, and back to all")),
        ("Ctrl +, Ctrl −", N_("wider hours, narrower hours")),
        ("Alt +, Alt −", N_("taller lines, lower lines")),
        (N_("Page up, Page down"), N_("the day or the week before, the next one")),
        (N_("Del"), N_("cancel the booking")),
    ),
)
