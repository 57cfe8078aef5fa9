"""`import people`."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import TODAY, Terminal

ENGLISH = ("--today", TODAY, "--lang", "en")
GOOD = (
    "Nom;Prénom;Courriel;CP;Ville\r\nBérenger;Loïc;loic@example.org;09100;Pamiers\r\nDupont;Marie;;09500;Mirepoix\r\n"
)
BAD = GOOD + "Cassé;Ana;pas-une-adresse;09000;Foix\r\n"


def written(folder: Path, content: str) -> Path:
    file = folder / "gens.csv"
    file.write_bytes(content.encode("cp1252"))
    return file


def test_counts_are_told_and_a_second_time_nobody_is_doubled(terminal: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    first = terminal("import", "people", file, "--json")
    nothing_else = {"errors": [], "ignored_columns": [], "dry_run": False}
    assert (first.code, first.json) == (0, {"created": 1, "updated": 0, "skipped": 1, **nothing_else})
    again = terminal("import", "people", file, "--json")
    assert (again.code, again.json) == (0, {"created": 0, "updated": 0, "skipped": 2, **nothing_else})


def test_a_dry_run_writes_nobody(terminal: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    assert terminal("import", "people", file, "--dry-run", "--json").json["created"] == 1
    assert terminal("import", "people", file, "--dry-run", "--json").json["created"] == 1


def test_one_bad_line_is_named_and_nobody_is_imported(terminal: Terminal, tmp_path: Path) -> None:
    refused = terminal("import", "people", written(tmp_path, BAD), "--json")
    assert refused.code == 1
    (error,) = refused.json["errors"]
    assert error["line"] == 4
    assert "pas-une-adresse" in error["message"]
    assert terminal("import", "people", written(tmp_path, GOOD), "--dry-run", "--json").json["created"] == 1
    assert "4" in terminal("import", "people", written(tmp_path, BAD)).out.splitlines()[-1]


def test_what_was_taken_is_said_and_what_would_be_is_said_as_such(terminal: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    looked = terminal("import", "people", file, "--dry-run", options=ENGLISH)
    assert (looked.code, looked.out.splitlines()) == (
        0,
        [
            "Only looked at: nothing was written.",
            "1 person would be added",
            "0 people would be brought up to date",
            "1 person would be left as they are",
        ],
    )
    done = terminal("import", "people", file, options=ENGLISH)
    assert (done.code, done.out.splitlines()) == (
        0,
        ["1 person added", "0 people brought up to date", "1 person left as they were"],
    )


@pytest.mark.parametrize(
    ("words", "told"), [((), "Nothing was taken."), (("--dry-run",), "Nothing would be taken.")], ids=["real", "dry"]
)
def test_a_refusal_says_that_nothing_is_taken_before_it_names_the_lines(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    refused = terminal("import", "people", written(tmp_path, BAD), *words, options=ENGLISH)
    assert (refused.code, refused.out.splitlines()) == (
        1,
        [
            told,
            "Put this right first:",
            "Line 4: “pas-une-adresse” is no e-mail address. It is written like this: marie@example.org.",
        ],
    )


def test_columns_that_are_left_out_are_named(terminal: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, "Nom;Date d’adhésion;Prénom;;Pointure\r\nBérenger;02/09/2026;Loïc;;43\r\n")
    assert terminal("import", "people", file, "--dry-run", "--json").json["ignored_columns"] == [
        "Date d’adhésion",
        "Pointure",
    ]
    told = terminal("import", "people", file, options=ENGLISH).out.splitlines()
    assert told[-1] == "Columns left out: Date d’adhésion, Pointure"


def test_an_organisation_in_the_column_of_names_is_told_how_to_be_one(terminal: Terminal, tmp_path: Path) -> None:
    wrong = written(tmp_path, "Nom;Prénom;Courriel\r\nSARL Pic Blanc;;contact@picblanc.example\r\n")
    (error,) = terminal("import", "people", wrong, "--json", options=ENGLISH).json["errors"]
    assert error == {
        "line": 2,
        "message": "The first name of “SARL Pic Blanc” is missing. Fill it in; if that is an organisation, put its "
        "name in a column “Organisation” instead.",
    }
    for column in ("Structure", "Organisation"):  # the French sentence names the one, the English sentence the other
        right = written(tmp_path, f"Nom;Prénom;{column};Courriel\r\n;;SARL {column};contact@picblanc.example\r\n")
        assert terminal("import", "people", right, "--json").json["created"] == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_a_spreadsheet"),
        ("lettre.csv", b"Bonjour, merci de noter notre nouvelle adresse.\r\n", "not_a_spreadsheet"),
        ("vide.csv", b"", "not_a_spreadsheet"),
        ("faux.xlsx", b"PK\x03\x04 nothing of the kind", "not_a_spreadsheet"),
        ("autre.csv", b"Produit;Prix\r\nCaf\xe9;1,20\r\n", "columns_unknown"),
    ],
)
def test_what_is_no_list_of_people_is_refused_with_what_to_do(
    terminal: Terminal, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused = terminal("import", "people", file, "--json")
    assert (refused.code, refused.json["error"]) == (1, code)
    assert name in refused.err


def test_a_file_that_is_not_there_and_a_folder_are_refused(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("import", "people", tmp_path / "absent.csv", "--json").json["error"] == "file_missing"
    assert terminal("import", "people", tmp_path, "--json").json["error"] == "file_missing"


def test_anything_but_people_is_wrong_usage(terminal: Terminal) -> None:
    assert terminal("import", "units", "file.csv").code == 2


def test_what_a_column_is_can_be_said(terminal: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, "Blaze;Joindre\r\nLoïc Bérenger;loic@example.org\r\n")
    assert terminal("import", "people", file).code == 1
    told = ("--column", "Blaze=full_name", "--column", "Joindre=email")
    assert terminal("import", "people", file, *told, "--dry-run", "--json").json["created"] == 1
    assert terminal("import", "people", file, *told, "--json").json["created"] == 1
    left_out = terminal("import", "people", file, "--column", "Blaze=full_name", "--column", "Joindre=", "--json")
    assert left_out.json["ignored_columns"] == ["Joindre"]


@pytest.mark.parametrize("column", ["Blaze", "Blaze=nickname", "=email"])
def test_a_column_that_cannot_be_understood_is_told_with_the_fields_there_are(
    terminal: Terminal, tmp_path: Path, column: str
) -> None:
    refused = terminal("import", "people", written(tmp_path, GOOD), "--column", column, options=ENGLISH)
    assert refused.code == 2
    assert "full_name" in refused.err


def test_a_header_that_is_not_there_is_told_with_those_that_are(terminal: Terminal, tmp_path: Path) -> None:
    refused = terminal("import", "people", written(tmp_path, GOOD), "--column", "Blaze=full_name", options=ENGLISH)
    assert refused.code == 1
    assert "has no column “Blaze”. Its columns are: Nom, Prénom, Courriel, CP, Ville." in refused.err


def test_what_was_said_of_columns_is_remembered_and_can_be_passed_over(terminal: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, "Blaze;Joindre\r\nLoïc Bérenger;loic@example.org\r\n")
    assert terminal("import", "people", file, "--column", "Blaze=full_name", "--json").json["created"] == 1
    next_one = written(tmp_path, "Blaze;Joindre\r\nAna Sans;ana@example.org\r\n")
    assert terminal("import", "people", next_one, "--json").json["created"] == 1
    assert terminal("import", "people", next_one, "--plain", "--json").json["error"] == "columns_unknown"


def test_the_lines_to_put_right_are_kept_where_it_was_asked_for(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "right.csv"
    refused = terminal("import", "people", written(tmp_path, BAD), "--problems", out, "--json", options=ENGLISH)
    assert (refused.code, refused.json["problems"]) == (1, str(out))
    [header, line] = out.read_text(encoding="utf-8-sig").splitlines()
    assert header == "Line;What to do;Nom;Prénom;Courriel;CP;Ville"
    assert line.startswith("4;")
    assert line.endswith(";Cassé;Ana;pas-une-adresse;09000;Foix")
