"""A copy back in place, what was there kept aside."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tierslieu_desk import compose
from tierslieu_desk.commands.protocol import At, Result, named
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules import numbering
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.keeping.restoring import Restored

NAME = "restore"
HELP = N_("put a copy back; what is there now is kept aside")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which copy: a file, or an address online, of the copy itself or of the folder whose newest is meant."""
    parser.add_argument("file", type=named)


def run(at: At, options: argparse.Namespace) -> Result:
    """Refused while any other window or command has the desk open."""
    from tierslieu_desk.services.keeping import restoring

    clock, who = Clock(fixed_today=at.fixed_today), compose.somebody()
    return as_result(restoring.restore_named(at.folder, options.file, clock, who))


def as_result(restored: Restored) -> Result:
    """What `show` puts in words."""
    return {
        "file": restored.where,
        "sha256": restored.sha256,
        "issued_since": list(restored.since.numbers),
        "compared": restored.since.readable,
        "set_aside": str(restored.set_aside) if restored.set_aside else None,
    }


def show(result: Result) -> Iterable[str]:
    """What is back, where what was there is now, and which of its numbers are lost to this desk."""
    yield _("The copy %(file)s is back in place.") % result
    if result["set_aside"]:
        yield _("What was here before is kept aside in %(set_aside)s.") % result
    numbers = result["issued_since"]
    if numbers:
        said = ngettext(
            "%(n)s document issued since this copy: %(numbers)s. It is kept aside with what was here before; its number"
            " is not given again.",
            "%(n)s documents issued since this copy: %(numbers)s. They are kept aside with what was here before; their"
            " numbers are not given again.",
            len(numbers),
        )
        yield said % {"n": len(numbers), "numbers": ", ".join(_stretches(numbers))}
    if not result["compared"]:
        yield _(
            "What was here before could not all be read: more documents may have been issued since this copy. Look for"
            " the last number you gave before you issue the next."
        )


def _stretches(numbers: Iterable[str]) -> Iterator[str]:
    by_series: dict[str, list[int]] = {}
    for number in numbers:
        series, _dash, sequence = number.rpartition("-")
        by_series.setdefault(series, []).append(int(sequence))
    for series, found in by_series.items():
        for first, last in numbering.spans((sequence, sequence) for sequence in found):
            ends = {"first": numbering.number_of(series, first), "last": numbering.number_of(series, last)}
            yield ends["first"] if first == last else _("%(first)s to %(last)s") % ends
