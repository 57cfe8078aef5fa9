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
from typing import Any, NoReturn

from tierslieu_desk import __version__, errors, i18n, paths, wallclock
from tierslieu_desk.i18n import N_, _

ARGPARSE_WORDS: dict[str, str] = {
    "usage: ": N_("usage: "),
    "options": N_("options"),
    "positional arguments": N_("positional arguments"),
    "%(heading)s:": N_("%(heading)s:"),
    "show this help message and exit": N_("show this help message and exit"),
    "show program's version number and exit": N_("show program's version number and exit"),
    "the following arguments are required: %s": N_("the following arguments are required: %s"),
    "unrecognized arguments: %s": N_("unrecognized arguments: %s"),
    "expected one argument": N_("expected one argument"),
    "ignored explicit argument %r": N_("nothing can stand behind it, not %r either"),
    "ambiguous option: %(option)s could match %(matches)s": N_("%(option)s may mean any of these: %(matches)s"),
    "invalid %(type)s value: %(value)r": N_("%(value)r cannot be used here"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_("%(value)r is none of these: %(choices)s"),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": N_(
        "%(value)r is none of these: %(choices)s; maybe you meant %(closest)r"
    ),
    "argument %(argument_name)s: %(message)s": N_("argument %(argument_name)s: %(message)s"),
}
"""By what argparse says by itself to whoever types (Python 3.11 to 3.14), how we say it: it looks its words up through
its own `_`. What it says to whoever writes a parser is not here."""


def _said(message: str) -> str:
    """What argparse is about to say, in our words and in the language in force."""
    return i18n._(ARGPARSE_WORDS.get(message, message))


class Arguments(argparse.ArgumentParser):
    """Tells wrong usage in the language in force."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, but for `--option=--`: before Python 3.13 it drops the dashes and leaves an empty list."""
        words = sys.argv[1:] if args is None else list(args)
        for word in words:
            option, _sign, value = word.partition("=")
            if value == "--" and option.startswith("-"):
                self.error(
                    _said("argument %(argument_name)s: %(message)s")
                    % {"argument_name": option, "message": _said("expected one argument")}
                )
        return super().parse_known_args(words, namespace)

    def error(self, message: str) -> NoReturn:
        """How it is written, then one sentence; exit code 2."""
        self.print_usage(sys.stderr)
        told = _("This was not understood: %(what)s. Add --help to see how it is written.") % {
            "what": message.rstrip(".")
        }
        self.exit(2, f"{told}\n")


def parser() -> argparse.ArgumentParser:
    """Options that the window and every command share."""
    vars(argparse)["_"] = _said  # the translation argparse itself looks up
    made = Arguments(prog="tierslieu-desk", add_help=False, allow_abbrev=False)
    made.add_argument("-h", "--help", action="store_true")
    made.add_argument("--version", action="version", version=__version__)
    made.add_argument("--data", type=_folder, default=None, metavar="DIR")
    made.add_argument("--lang", choices=i18n.LANGUAGES, default=i18n.DEFAULT_LANGUAGE)
    made.add_argument("--today", type=_day, default=None, metavar="YYYY-MM-DD")
    made.add_argument("--until-ready", action="store_true")
    made.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND ...")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """The program. Returns the exit code: 0 done, 1 refused with a sentence on stderr, 2 wrong usage.

    `commands.EXIT_CODES` tells the rarer ones.
    """
    _prepare_output()
    try:
        return _run(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0


def _run(arguments: Sequence[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else list(arguments)
    i18n.set_language(_language_of(words))
    shared = parser()
    asked = shared.parse_args(words)
    i18n.set_language(asked.lang)
    folder: Path = asked.data or paths.default_data_folder()
    if asked.help or asked.command:
        from tierslieu_desk import commands

        words = [*asked.command, "--help"] if asked.help and asked.command else asked.command
        return commands.carry_out(words, folder, asked.today, shared)
    gc.disable()  # nothing of what a start loads is garbage; the window turns it on again once it is there
    from tierslieu_desk import compose, say  # noqa: F401 - before Qt, which slows down every import after its own
    from tierslieu_desk.opening import run_window

    return run_window(folder, asked.today, asked.lang, until_ready=asked.until_ready)


def _language_of(words: Sequence[str]) -> str:
    """The language asked for, before anything else is understood: what is not is said in it."""
    for word, after in zip(words, (*words[1:], ""), strict=True):
        asked = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in i18n.LANGUAGES:
            return asked
    return i18n.DEFAULT_LANGUAGE


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
        found = date.fromisoformat(text)
    except ValueError:
        raise _refused(errors.NotADate(text=text, example="2026-11-24")) from None
    if not wallclock.in_reach(found):
        raise _refused(errors.DayOutOfReach(text=text, first=wallclock.FIRST_DAY, last=wallclock.LAST_DAY))
    return found


def _folder(text: str) -> Path:
    """An empty name would be the current folder, which nobody asked for."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("nothing is written here"))
    return Path(text)


def _refused(refusal: errors.DeskError) -> argparse.ArgumentTypeError:
    from tierslieu_desk import say

    return argparse.ArgumentTypeError(say.sentence(refusal))


def _leave(code: int) -> None:
    """End the process. The window's has closed all it held: taking Qt apart piece by piece costs a start's fifth."""
    if "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    _leave(main())
