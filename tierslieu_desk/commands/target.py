"""A place to publish to."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result, letters, named
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import TargetKind

NAME = "target"
HELP = N_("a place to publish the listing to")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The password comes from the keyring or the environment, never from here."""
    parser.add_argument("act", choices=["add"])
    parser.add_argument("name", type=named)
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in TargetKind])
    parser.add_argument("--url", required=True, type=named)
    parser.add_argument("--user", type=letters, default="")


def run(at: At, options: argparse.Namespace) -> Result:
    """Refused when the name is taken or the address is none."""
    at.desk().targets.add(options.name, TargetKind(options.kind), options.url, options.user)
    return {"target": options.name}


def show(result: Result) -> Iterable[str]:
    """One sentence."""
    yield _("The listing will also go to “%(name)s”.") % {"name": result["target"]}
