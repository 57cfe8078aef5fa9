"""A copy of everything, checked."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_, _

NAME = "backup"
HELP = N_("a copy of everything, opened and checked")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to; among the desk's own copies unless said."""
    parser.add_argument("--to", type=Path, default=None, metavar="FILE")


def run(at: At, options: argparse.Namespace) -> Result:
    """The file counts only once it was opened again and verified."""
    first = at.desk().copies.make(options.to).first
    return {"file": str(first.file), "sha256": first.sha256}


def show(result: Result) -> Iterable[str]:
    """One sentence."""
    yield _("Everything was copied and checked: %(file)s") % result
