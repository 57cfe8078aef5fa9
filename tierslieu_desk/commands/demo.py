"""The demo house: a desk that has been lived in up to today, every row of it written by a service."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_, _

NAME = "demo"
HELP = N_("a house to look around in, lived in up to today; in an empty folder")
SEED = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which house, how long it was lived in, and which of its possible lives."""
    parser.add_argument("--house", choices=["usual", "stress"], default="usual")
    parser.add_argument("--years", type=float, default=None, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S")


def run(at: At, options: argparse.Namespace) -> Result:
    """Counts of what is there now. `units` are those that can be taken themselves, not what is made of them.

    The same seed, house and day make the same life. Refused: `FolderInUse`.
    """
    from tierslieu_desk.commands.demo_house import life
    from tierslieu_desk.commands.demo_house.scale import SCALES, HouseSize
    from tierslieu_desk.services import census

    scale = SCALES[HouseSize(options.house)]
    years = scale.years if options.years is None else options.years
    first = life.first_day(years, at.today)
    clock = life.opening_clock(first)
    desk = at.create(clock)
    life.live(desk, clock, scale, first, at.today, options.seed, _tell)
    return census.counts(desk.desk)


def show(result: Result) -> Iterable[str]:
    """One sentence."""
    yield _("The house is ready: %(units)s spaces and things, %(people)s people, %(invoices)s invoices.") % result


def _tell(done: int, of: int) -> None:
    """A line of progress for whoever waits at a terminal; nothing when nobody does."""
    if not sys.stderr.isatty() and of < LONG:
        return
    if done % STEP == 0 or done == of:
        sys.stderr.write(_("Lived %(done)s of %(of)s days") % {"done": done, "of": of} + "\n")


LONG, STEP = 1_500, 100
"""Days from which it takes minutes, and how many pass between two lines."""
