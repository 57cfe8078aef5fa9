"""Arguments only: without a command the window opens, with one it is carried out without a screen."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from tierslieu_desk import __version__, i18n, paths
from tierslieu_desk.i18n import N_, _

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
)
"""What argparse says by itself, listed here for the translators: it looks its words up through its own `_`."""


class Arguments(argparse.ArgumentParser):
    """Tells wrong usage in the language in force."""

    def error(self, message: str) -> NoReturn:
        """How it is written, then one sentence; exit code 2."""
        self.print_usage(sys.stderr)
        told = _("This was not understood: %(what)s. Add --help to see how it is written.") % {"what": message}
        self.exit(2, f"{told}\n")


def parser() -> argparse.ArgumentParser:
    """Options that the window and every command share."""
    vars(argparse)["_"] = i18n._  # the translation argparse itself looks up
    made = Arguments(prog="tierslieu-desk", add_help=False, allow_abbrev=False)
    made.add_argument("-h", "--help", action="store_true")
    made.add_argument("--version", action="version", version=__version__)
    made.add_argument("--data", type=Path, default=None, metavar="DIR")
    made.add_argument("--lang", choices=i18n.LANGUAGES, default=i18n.DEFAULT_LANGUAGE)
    made.add_argument("--today", type=_day, default=None, metavar="YYYY-MM-DD")
    made.add_argument("--until-ready", action="store_true")
    made.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND ...")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """The program. Returns the exit code: 0 done, 1 refused with a sentence on stderr, 2 wrong usage.

    `commands.carry_out` tells the rarer ones.
    """
    _prepare_output()
    try:
        return _run(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0


def _run(arguments: Sequence[str] | None) -> int:
    shared = parser()
    asked = shared.parse_args(arguments)
    i18n.set_language(asked.lang)
    folder: Path = asked.data or paths.default_data_folder()
    if asked.help or asked.command:
        from tierslieu_desk import commands

        words = [*asked.command, "--help"] if asked.help and asked.command else asked.command
        return commands.carry_out(words, folder, asked.today, shared)
    gc.disable()  # nothing of what a start loads is garbage; the window turns it on again once it is there
    from tierslieu_desk import compose  # noqa: F401 - before Qt, which slows down every import after its own
    from tierslieu_desk.app import run_window

    return run_window(folder, asked.today, asked.lang, until_ready=asked.until_ready)


def _prepare_output() -> None:
    """A name the terminal cannot write is written otherwise; a windowed program without a terminal writes nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the program ends
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: YYYY-MM-DD") from error


def _leave(code: int) -> None:
    """End the process. The window's has closed all it held: taking Qt apart piece by piece costs a start's fifth."""
    if "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    _leave(main())
