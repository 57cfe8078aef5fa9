"""One run of the publisher."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result, named
from tierslieu_desk.i18n import N_, _

NAME = "publish"
HELP = N_("publish the listing now")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everywhere, or one place."""
    parser.add_argument("--target", type=named, default=None, metavar="NAME")


def run(at: At, options: argparse.Namespace) -> Result:
    """A line that is down is no failure: the target waits."""
    return {
        "targets": [
            {
                "name": one.name,
                "state": one.state,
                "requests": one.requests,
                "bytes": one.bytes,
                "message": one.message,
            }
            for one in at.desk().publisher.run(options.target)
        ]
    }


def show(result: Result) -> Iterable[str]:
    """A line a target."""
    if not result["targets"]:
        yield _("There is nowhere to publish to yet. Add a place first.")
    for one in result["targets"]:
        yield _("%(name)s: %(what)s") % {"name": one["name"], "what": one["message"]}
