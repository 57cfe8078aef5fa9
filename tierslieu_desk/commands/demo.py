"""The demo house: a desk that has been lived in up to today, every row of it written by a service."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from tierslieu_desk import compose, errors
from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.wallclock import FIRST_DAY, LAST_DAY, in_reach

NAME = "demo"
HELP = N_("a house to look around in, lived in up to today; in an empty folder")
SEED = 1
MOST_YEARS = 100
LEFT_BY_THE_SYSTEM = frozenset({".ds_store", ".localized", "desktop.ini", "thumbs.db", ".directory"})
"""What a file manager leaves in a folder that people call empty; in small letters."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which house, how long it was lived in, and which of its possible lives."""
    parser.add_argument("--house", choices=["usual", "stress"], default="usual")
    parser.add_argument("--years", type=_years, default=None, metavar="N")
    parser.add_argument("--seed", type=_seed, default=SEED, metavar="S")


def run(at: At, options: argparse.Namespace) -> Result:
    """Counts of what is there now. `units` are those that can be taken themselves, not what is made of them.

    The same seed, house and day make the same life. It is there whole or not at all, whenever it is stopped.
    Refused, with nothing written: `FolderInUse`, `FolderNotEmpty`, `NotAFolder`, `DayOutOfReach`, and `StoreBusy`
    while another one is being made there.
    """
    from tierslieu_desk.commands.demo_house import apart, life
    from tierslieu_desk.commands.demo_house.scale import SCALES, HouseSize
    from tierslieu_desk.services.keeping import census

    scale = SCALES[HouseSize(options.house)]
    years = scale.years if options.years is None else options.years
    first = life.first_day(years, at.today)
    if not in_reach(first):
        raise errors.DayOutOfReach(text=first.isoformat(), first=FIRST_DAY, last=LAST_DAY)
    clock = life.opening_clock(first)
    _refuse_used(at.folder, apart.left_over(at.folder))
    apart.clear(at.folder)
    with apart.made_apart(at.folder) as inside:
        try:
            desk = at.create(clock, inside)
            life.live(desk, clock, scale, first, at.today, options.seed, _tell)
            counts = census.counts(desk.desk)
        finally:
            at.close()
    return counts


def make(folder: Path, today: date, progress: Callable[[int, int], None]) -> None:
    """The usual house in that folder, for the window to look round in; `progress` may raise to stop it.

    It is there whole or not at all. Raises what `run` raises.
    """
    from tierslieu_desk.commands.demo_house import apart, life
    from tierslieu_desk.commands.demo_house.scale import SCALES, HouseSize

    scale = SCALES[HouseSize.USUAL]
    first = life.first_day(scale.years, today)
    clock = life.opening_clock(first)
    _refuse_used(folder, apart.left_over(folder))
    apart.clear(folder)
    with apart.made_apart(folder) as inside:
        desk = compose.create_desk(inside, clock)
        try:
            life.live(desk, clock, scale, first, today, SEED, progress)
        finally:
            desk.close()


def show(result: Result) -> Iterable[str]:
    """One sentence."""
    yield _("The house is ready: %(units)s spaces and things, %(people)s people, %(invoices)s invoices.") % result


def _years(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= MOST_YEARS:  # what is no number at all (nan) is neither
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a length in years: more than 0, %(most)s at most") % {"text": text, "most": MOST_YEARS}
        )
    return found


def _seed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a whole number") % {"text": text}) from None


def _refuse_used(folder: Path, left_over: frozenset[str]) -> None:
    """An invented life does not belong among anybody's files; what one cut short left over is nobody's."""
    if compose.holds_desk(folder):
        raise errors.FolderInUse(folder=str(folder))
    if not folder.exists():
        return
    if not folder.is_dir():
        raise errors.NotAFolder(folder=str(folder))
    names = {file.name for file in folder.iterdir()} - left_over
    found = sorted(name for name in names if name.lower() not in LEFT_BY_THE_SYSTEM)
    if found:
        raise errors.FolderNotEmpty(folder=str(folder), found=found[0])


def _tell(done: int, of: int) -> None:
    """A line of progress for whoever waits at a terminal; nothing when nobody does."""
    if not sys.stderr.isatty() and of < LONG:
        return
    if done % STEP == 0 or done == of:
        sys.stderr.write(_("Lived %(done)s of %(of)s days") % {"done": done, "of": of} + "\n")


LONG, STEP = 1_500, 100
"""Days from which it takes minutes, and how many pass between two lines."""
