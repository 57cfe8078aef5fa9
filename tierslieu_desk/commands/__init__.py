"""Everything the desk does without a screen, one file a command, each through the services.

To add a command: one module with `NAME`, `HELP`, `arguments`, `run` and `show` as in `commands/protocol.py`, one line
in `COMMANDS`, one test in `tests/commands/`; `tests/commands/test_registry.py` names what is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tierslieu_desk import say
from tierslieu_desk.commands import (
    backup,
    bill,
    book,
    demo,
    export,
    free,
    import_people,
    invoices,
    publish,
    restore,
    self_test,
    target,
    tour,
    units,
    verify,
)
from tierslieu_desk.commands.protocol import At, Command
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _

COMMANDS: tuple[Command, ...] = (
    demo,
    tour,
    import_people,
    units,
    book,
    free,
    bill,
    invoices,
    export,
    target,
    publish,
    backup,
    restore,
    verify,
    self_test,
)


def carry_out(words: Sequence[str], folder: Path, today: date | None, shared: argparse.ArgumentParser) -> int:
    """Run one command. 0 done, 1 refused or not all well, 2 wrong usage (argparse says which and exits)."""
    parser = _parser(shared)
    if not words:
        sys.stdout.write(parser.format_help())
        return 0
    options = parser.parse_args(words)
    command: Command = options.command
    at = At(folder, today)
    try:
        result = command.run(at, options)
    except DeskError as refusal:
        return _refused(refusal, as_json=options.json)
    finally:
        at.close()
    if options.json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    else:
        for line in command.show(result):
            sys.stdout.write(f"{line}\n")
    return 0 if result.get("ok", True) and not result.get("errors") else 1


def _refused(refusal: DeskError, *, as_json: bool) -> int:
    message = say.sentence(refusal)
    if as_json:
        facts = {"error": refusal.code, "message": message, **say.plain_facts(refusal)}
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stderr.write(f"{message}\n")
    return 1


def _parser(shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tierslieu-desk",
        allow_abbrev=False,
        usage=shared.format_usage().removeprefix("usage: ").strip(),
        description=_("Without a command, the window opens."),
    )
    found = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    for command in COMMANDS:
        sub = found.add_parser(command.NAME, help=_(command.HELP), description=_(command.HELP), allow_abbrev=False)
        sub.add_argument("--json", action="store_true", help=_("one JSON object on standard output, nothing else"))
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser
