"""A copy back in place, what was there kept aside."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk import compose
from tierslieu_desk.commands.protocol import At, Result, named
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.wallclock import Clock

NAME = "restore"
HELP = N_("put a copy back; what is there now is kept aside")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which copy: a file, or an address online, of the copy itself or of the folder whose newest is meant."""
    parser.add_argument("file", type=named)


def run(at: At, options: argparse.Namespace) -> Result:
    """Refused while any other window or command has the desk open."""
    from tierslieu_desk.services import restoring

    clock, who = Clock(fixed_today=at.fixed_today), compose.somebody()
    restored = restoring.restore_named(at.folder, options.file, clock, who)
    return {"file": restored.where, "sha256": restored.sha256}


def show(result: Result) -> Iterable[str]:
    """One sentence."""
    yield _("The copy %(file)s is back in place. What was here before is kept aside.") % result
