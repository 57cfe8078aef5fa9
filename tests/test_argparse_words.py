"""What argparse says by itself is said in our words: its source is read, so that a later Python's is noticed."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import open_desk, small_house
from terminal import Terminal

from tierslieu_desk import __main__, commands
from tierslieu_desk.__main__ import ARGPARSE_WORDS

TO_WHOEVER_WRITES_A_PARSER = {
    *(".__call__() not defined", "%r is not callable", "'required' is an invalid argument for positionals"),
    *("cannot have multiple subparser arguments", "cannot merge actions - two groups are named %r"),
    *("conflicting option string: %s", "conflicting option strings: %s", "dest= is required for options like %r"),
    *("conflicting subparser: %s", "conflicting subparser alias: %s", "invalid conflict_resolution value: %r"),
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "unexpected option string: %s",
}
"""Raised while a parser is made, or that its own source calls impossible."""
OF_PARSERS_THAT_OURS_ARE_NOT = {
    'argument "-" with mode %r': "a file opened by argparse",
    "can't open '%(filename)s': %(error)s": "a file opened by argparse",
    "expected %s argument": "an option of a certain number of values",
    "expected %s arguments": "an option of a certain number of values",
    "expected at least one argument": "an option of several values",
    "expected at most one argument": "an option whose value may be left out",
    "not allowed with argument %s": "options that exclude one another",
    "one of the arguments %s is required": "options that exclude one another",
    "argument '%(argument_name)s' is deprecated": "what is on its way out",
    "command '%(parser_name)s' is deprecated": "what is on its way out",
    "option '%(option)s' is deprecated": "what is on its way out",
    "subcommands": "commands under a title of their own",
    " (default: %(default)s)": "defaults told by argparse",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "commands without choices, which are looked at before",
    "%(prog)s: error: %(message)s\n": "the `error` of argparse, which is ours",
    "%(prog)s: warning: %(message)s\n": "what is on its way out",
}
"""By message, what our parsers would have to have for it to be said. The next test sees that they have none of it."""


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Commands on a small house."""
    with open_desk(tmp_path / "desk") as desk:
        small_house(desk)
    return Terminal(tmp_path / "desk", capsys)


def asked_for() -> Iterator[str]:
    """Every message that the installed argparse would have translated."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            for said in node.args[: 1 if node.func.id == "_" else 2]:
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value


def parsers() -> Iterator[argparse.ArgumentParser]:
    """The one of all commands, and each command's own."""
    shared = __main__.parser()
    whole = commands._parser(shared)
    yield shared
    yield whole
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def test_everything_argparse_says_is_said_in_our_words_or_never() -> None:
    said = set(asked_for())
    assert len(said) > 30
    assert said - set(ARGPARSE_WORDS) - TO_WHOEVER_WRITES_A_PARSER - set(OF_PARSERS_THAT_OURS_ARE_NOT) == set()


def test_no_parser_of_ours_has_what_would_make_argparse_say_more() -> None:
    every = list(parsers())
    assert len(every) == 2 + len(commands.COMMANDS)
    for parser in every:
        assert parser._mutually_exclusive_groups == []
        for action in parser._actions:
            assert action.nargs in {None, 0, argparse.PARSER, argparse.REMAINDER}, action
            assert not isinstance(action.type, argparse.FileType), action
            assert not getattr(action, "deprecated", False), action


def test_every_value_is_refused_in_a_sentence_of_our_own() -> None:
    """A type of Python's would be refused by its name ("float"), which nobody at a desk has heard of."""
    for parser in parsers():
        for action in parser._actions:
            assert action.type not in {int, float, complex, bool, Path}, action


@pytest.mark.parametrize("words", ARGPARSE_WORDS.values())
def test_our_words_for_it_are_no_programs(words: str) -> None:
    assert not re.search(r"\b(invalid|error|parser|subparser|explicit|float|int|string)\b", words)


@pytest.mark.parametrize(("said", "ours"), ARGPARSE_WORDS.items(), ids=list(ARGPARSE_WORDS))
def test_our_words_name_nothing_that_argparse_does_not_give(said: str, ours: str) -> None:
    names = re.compile(r"%(?:\((\w+)\))?([sr])")
    assert {name for name, _ in names.findall(ours)} <= {name for name, _ in names.findall(said)}
    assert len(re.findall(r"%[sr]", ours)) == len(re.findall(r"%[sr]", said))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["units", "--json=yes"], "argument --json: nothing can stand behind it, not 'yes' either"),
        (["export", "all", "--out", "x"], "argument what: 'all' is none of these: "),
        (["free", "--minutes", "60"], "the following arguments are required: --date"),
        (["free", "--date"], "argument --date: expected one argument"),
        (["free", "--date=--", "--minutes", "60"], "argument --date: expected one argument"),
        (["demo", "--seed", "x"], "argument --seed: “x” is not a whole number"),
        (["demo", "--years", "nan"], "argument --years: “nan” is not a length in years: more than 0, 100 at most"),
        (["backup", "--to", ""], "argument --to: nothing is written here"),
        (["free", "--minutes", "1000000"], "argument --minutes: “1000000” is too much"),
        (["units", "more"], "unrecognized arguments: more"),
    ],
)
def test_wrong_usage_is_said_in_words_of_the_desk(terminal: Terminal, words: list[str], told: str) -> None:
    said = terminal("--lang", "en", *words)
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith(f"This was not understood: {told}")


@pytest.mark.parametrize("asked", [("--lang", "en"), ("--lang=en",)])
@pytest.mark.parametrize("wrong", ["--today=x", "--data=", "--no-such-option"])
def test_what_is_wrong_before_the_command_is_said_in_the_language_asked_for(
    terminal: Terminal, asked: tuple[str, ...], wrong: str
) -> None:
    assert terminal(wrong, *asked).err.splitlines()[-1].startswith("This was not understood: ")
    assert terminal(*asked, wrong).err.splitlines()[-1].startswith("This was not understood: ")
    assert terminal(wrong).err.splitlines()[-1].startswith("Ceci n’est pas compris")


def test_help_names_every_way_a_command_ends(terminal: Terminal) -> None:
    told = terminal("--help").out
    assert [int(code) for code in re.findall(r"^  (\d+) +\S", told, re.MULTILINE)] == [0, 1, 2, 70, 130, 141]


def test_the_readme_names_the_same_ways() -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)] == list(commands.EXIT_CODES)
