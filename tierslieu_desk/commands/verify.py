"""Everything that must hold."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterable

from tierslieu_desk import errors
from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.wallclock import Clock

NAME = "verify"
HELP = N_("check everything that must hold")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""
    del parser


def run(at: At, options: argparse.Namespace) -> Result:
    """`ok` is false, and the exit code 1, when anything was found; a store too damaged to be opened is no obstacle."""
    from tierslieu_desk.services.keeping import verification

    del options
    if not (at.folder / verification.FILE).exists() or verification.is_of_another_version(at.folder):
        with contextlib.suppress(errors.StoreCorrupt):
            at.desk()
    findings = verification.verify_folder(at.folder, Clock(fixed_today=at.fixed_today).wall())
    return {
        "ok": not findings,
        "findings": [{"check": found.check, "what": found.what, "where": found.where} for found in findings],
    }


def show(result: Result) -> Iterable[str]:
    """One sentence, or a line a finding."""
    if result["ok"]:
        yield _("All is well: every number, paper, booking and total is as it must be.")
    for found in result["findings"]:
        yield f"{_spoken(found['where'])}: {found['what']}"


def _spoken(where: str) -> str:
    """Of a document its number, in their language; what else is named is named as it is stored."""
    table, _space, number = where.partition(" ")
    return _("invoice %(number)s") % {"number": number} if table == "invoice" else where
