"""A copy of everything, checked."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk import say
from tierslieu_desk.commands.protocol import At, Result, named
from tierslieu_desk.i18n import N_, _

NAME = "backup"
HELP = N_("a copy of everything, opened and checked")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to; among the desk's own copies unless said."""
    parser.add_argument("--to", type=named, default=None, metavar="FILE")


def run(at: At, options: argparse.Namespace) -> Result:
    """The file counts only once it was opened again and verified."""
    copied = at.desk().copies.make(options.to)
    result: Result = {"file": copied.first.where, "sha256": copied.first.sha256}
    if copied.second is not None:
        result["second"] = copied.second.where
    if copied.second_refused is not None:
        result["second_refused"] = say.sentence(copied.second_refused)
    return result


def show(result: Result) -> Iterable[str]:
    """One sentence, and another about the second place if there is one."""
    yield _("Everything was copied and checked: %(file)s") % result
    if "second" in result:
        yield _("And in the second place: %(second)s") % result
    if "second_refused" in result:
        yield _("Not in the second place: %(second_refused)s") % result
