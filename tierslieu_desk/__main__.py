"""Arguments only: without a command the window opens, with one it is carried out without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tierslieu_desk import __version__, i18n, paths


def parser() -> argparse.ArgumentParser:
    """Options that the window and every command share."""
    made = argparse.ArgumentParser(prog="tierslieu-desk", add_help=False, allow_abbrev=False)
    made.add_argument("-h", "--help", action="store_true")
    made.add_argument("--version", action="version", version=__version__)
    made.add_argument("--data", type=Path, default=None, metavar="DIR")
    made.add_argument("--lang", choices=i18n.LANGUAGES, default=i18n.DEFAULT_LANGUAGE)
    made.add_argument("--today", type=_day, default=None, metavar="YYYY-MM-DD")
    made.add_argument("--until-ready", action="store_true")
    made.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND ...")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """The program. Returns the exit code: 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""
    asked = parser().parse_args(arguments)
    i18n.set_language(asked.lang)
    folder: Path = asked.data or paths.default_data_folder()
    if asked.help or asked.command:
        from tierslieu_desk import commands

        return commands.carry_out(asked.command, folder, asked.today, parser())
    from tierslieu_desk.app import run_window

    return run_window(folder, asked.today, asked.lang, until_ready=asked.until_ready)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: YYYY-MM-DD") from error


if __name__ == "__main__":
    sys.exit(main())
