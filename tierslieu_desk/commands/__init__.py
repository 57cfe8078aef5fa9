"""Everything the desk does without a screen, one file a command, each through the services.

To add a command: one module with `NAME`, `HELP`, `arguments`, `run` and `show` as in `commands/protocol.py`, one line
in `COMMANDS`, one test in `tests/commands/`; `tests/test_registries.py` names what is missing, and holds the list of
those that other programs were promised.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tierslieu_desk import compose, say
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
from tierslieu_desk.commands.protocol import At, Command, Result
from tierslieu_desk.i18n import N_, _

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


INTERRUPTED = 130
"""128 and SIGINT's number, as shells have it."""
READER_GONE = 141
"""128 and SIGPIPE's number, the same on every system: whoever read our output had enough of it."""
FAULT = 70
"""A bug of ours (EX_SOFTWARE of sysexits.h); what happened is in the data folder's log, never on the screen."""

EXIT_CODES: dict[int, str] = {
    0: N_("done"),
    1: N_("refused, with a sentence that says why; or not all is well"),
    2: N_("not understood"),
    FAULT: N_("the program made a mistake; what happened is in the log"),
    INTERRUPTED: N_("interrupted (Ctrl+C)"),
    READER_GONE: N_("nobody read the output any more"),
}
"""Every way a command ends. Only what was committed remains, in every case."""


def carry_out(words: Sequence[str], folder: Path, today: date | None, shared: argparse.ArgumentParser) -> int:
    """Run one command.

    Returns one of `EXIT_CODES`; on wrong usage (2) argparse says which and exits.
    """
    parser = _parser(shared)
    if not words:
        sys.stdout.write(parser.format_help())
        return 0
    options = parser.parse_args(words)
    at = At(folder, today)
    try:
        return _carried_out(options, at)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return READER_GONE
    except Exception as problem:  # noqa: BLE001 - whatever it is, a person gets a sentence
        refusal = compose.refusal(problem, folder)
        if refusal is not None:
            return _told(refusal.code, say.sentence(refusal), say.plain_facts(refusal), options, 1)
        return _told("fault", _fault(problem, at), {}, options, FAULT)
    finally:
        at.close()
        _warn_of_cloud(folder)


def _carried_out(options: argparse.Namespace, at: At) -> int:
    command: Command = options.command
    result = command.run(at, options)
    if options.json:
        _write_json(result)
    else:
        for line in command.show(result):
            sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    return 0 if result.get("ok", True) and not result.get("errors") else 1


def _warn_of_cloud(folder: Path) -> None:
    """On the side, whatever came of the command: what was refused may have been spoiled that way."""
    if compose.in_cloud_folder(folder):
        sys.stderr.write(f"{say.in_cloud_folder(str(folder.absolute()))}\n")


def _told(code: str, message: str, facts: Result, options: argparse.Namespace, exit_code: int) -> int:
    if options.json:
        _write_json({**facts, "error": code, "message": message})
    sys.stderr.write(f"{message}\n")
    return exit_code


def _write_json(result: Result) -> None:
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(result, ensure_ascii=not unicode) + "\n")


def _fault(problem: Exception, at: At) -> str:
    """Note what happened where it can be found again; the sentence says where."""
    file = at.log()
    if file is None:
        return _("The program made a mistake (%(kind)s). Nothing was left half done. Tell whoever helps you.") % {
            "kind": type(problem).__name__
        }
    logging.getLogger(__name__).error("a command failed", exc_info=problem)
    return _(
        "The program made a mistake. Nothing was left half done. What happened is written in %(file)s: "
        "send that file to whoever helps you."
    ) % {"file": file}


def _forget_output() -> None:
    """What is still to be flushed when the program ends has no reader: let it go without a word."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _parser(shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Of the same class as `shared`, so that wrong usage is told the same way."""
    parser = type(shared)(
        prog=shared.prog,
        allow_abbrev=False,
        usage=shared.format_usage().removeprefix(_("usage: ")).strip(),
        description=_("Without a command, the window opens."),
        epilog=_exit_codes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found = parser.add_subparsers(required=True, metavar=_("COMMAND"), prog=shared.prog)
    for command in COMMANDS:
        sub = found.add_parser(command.NAME, help=_(command.HELP), description=_(command.HELP), allow_abbrev=False)
        sub.add_argument("--json", action="store_true", help=_("one JSON object on standard output, nothing else"))
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser


def _exit_codes() -> str:
    lines = [_("How a command ends (exit codes):")]
    for code, meaning in EXIT_CODES.items():
        told = _(meaning)
        lines.append(f"  {code:<3}  {told}")
    return "\n".join(lines)
