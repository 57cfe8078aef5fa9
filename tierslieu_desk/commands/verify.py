"""Everything that must hold."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_, _

NAME = "verify"
HELP = N_("check everything that must hold")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""
    del parser


def run(at: At, options: argparse.Namespace) -> Result:
    """`ok` is false, and the exit code 1, when anything was found."""
    del options
    findings = at.desk().verification.run()
    return {
        "ok": not findings,
        "findings": [{"check": found.check, "what": found.what, "where": found.where} for found in findings],
    }


def show(result: Result) -> Iterable[str]:
    """One sentence, or a line a finding."""
    if result["ok"]:
        yield _("All is well: every number, paper, booking and total is as it must be.")
    for found in result["findings"]:
        yield f"{found['where']}: {found['what']}"
