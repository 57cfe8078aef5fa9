"""Proof that this very program works here: what a frozen build runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_, _

NAME = "self-test"
HELP = N_("try the program on a scratch desk")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""
    del parser


def run(at: At, options: argparse.Namespace) -> Result:
    """Touches nothing of the desk in `--data`."""
    del at, options
    from tierslieu_desk import selftest

    checks = selftest.run()
    return {"ok": all(check["ok"] for check in checks), "checks": checks}


def show(result: Result) -> Iterable[str]:
    """A line a check."""
    for check in result["checks"]:
        outcome = _("fine") if check["ok"] else _("failed")
        yield f"{outcome}: {check['name']} {check['detail']}"
