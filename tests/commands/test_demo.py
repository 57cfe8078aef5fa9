"""`demo`: a house lived in through the services."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from terminal import Said, Terminal

from tierslieu_desk import compose
from tierslieu_desk.__main__ import main
from tierslieu_desk.commands.demo_house import life
from tierslieu_desk.commands.demo_house.scale import Scale
from tierslieu_desk.models.store import FILE
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.wallclock import Slot, StoppedClock

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 10, 47)
IDENTITY = {"listing"}
"""Each house has an identity of its own in the network, which is drawn anew."""


def made(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """A demo of a few weeks."""
    return Terminal(folder, capsys)("demo", "--years", "0.15", *words, "--json")


def rows(folder: Path) -> dict[str, str]:
    """A digest of every table, in the order of its rows; but for names and codes that nobody else may ever have."""
    with closing(sqlite3.connect(folder / FILE)) as store:
        for table, column in (("message", "message_id"), ("prepaid_card", "gift_code")):
            store.execute(f"CREATE TEMP TABLE seen_{table} AS SELECT * FROM {table}")
            store.execute(f"ALTER TABLE seen_{table} DROP COLUMN {column}")
        names = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        seen = {name for (name,) in store.execute("SELECT name FROM sqlite_temp_master")}
        found = {
            name: store.execute(f"SELECT * FROM {f'seen_{name}' if f'seen_{name}' in seen else name}") for name in names
        }
        return {
            name: hashlib.sha256(repr(read.fetchall()).encode()).hexdigest()
            for name, read in found.items()
            if not name.startswith("sqlite_") and name not in IDENTITY
        }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo of a few weeks, made once for the tests that only look."""
    folder = tmp_path_factory.mktemp("demo") / "desk"
    assert main(["--data", str(folder), "--today", TODAY.isoformat(), "demo", "--years", "0.15"]) == 0
    return folder


def test_a_house_that_was_lived_in_is_all_well(house: Path) -> None:
    assert verify_folder(house, AT) == ()


def test_the_front_page_is_alive_at_a_quarter_to_eleven(house: Path) -> None:
    services = compose.open_desk(house, TODAY)
    services.desk.clock = StoppedClock(AT)
    try:
        view = services.today.view()
    finally:
        services.close()
    assert view.place == "Le Relais d’Arize"
    assert [here.name for here in view.here[:3]] == ["Émilie Lassalle", "Claire D’Almeida", "Íñigo Ordóñez"]
    assert len(view.here) == 8
    assert view.passers_by == 2
    titles = {row.title for row in view.agenda}
    assert {"Formation gestion de projet", "Co-lunch des nouveaux", "Mairie de Daumazan"} <= titles
    assert {row.what for row in view.due if row.kind == "loan"} == {"Clé 7", "Camionnette"}
    pool = next(row for row in view.free if row.name == "Espace ouvert")
    assert (pool.free, pool.of) == (5, 12)


def test_counts_are_those_of_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = made(tmp_path / "desk", capsys)
    assert said.code == 0
    with closing(sqlite3.connect(tmp_path / "desk" / FILE)) as store:
        counted = {
            what: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for what, table in (("people", "party"), ("holds", "hold"), ("invoices", "invoice"))
        }
    assert said.json == {"units": 25, **counted}
    assert said.json["people"] == 52
    assert counted["holds"] > 100
    assert counted["invoices"] > 20


def test_one_seed_is_one_life_and_another_seed_another(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path / "same", capsys)
    made(tmp_path / "other", capsys, "--seed", "2")
    first, same, other = rows(house), rows(tmp_path / "same"), rows(tmp_path / "other")
    assert first.pop("house_mark") != same.pop("house_mark"), "no two set-ups ever had one mark"
    assert first == same
    assert first["booking"] != other["booking"]


def test_every_invoice_and_every_quote_of_the_house_has_its_paper(house: Path) -> None:
    with closing(sqlite3.connect(house / FILE)) as store:
        named = {sha256 for (sha256,) in store.execute("SELECT paper_sha256 FROM invoice")}
        handed_over = {sha256 for (sha256,) in store.execute("SELECT paper_sha256 FROM quote WHERE paper_sha256 <> ''")}
    papers = {file.stem: file.read_bytes() for file in (house / "papers").glob("*/*.pdf")}
    assert len(handed_over) == 1
    assert set(papers) == named | handed_over
    assert all(hashlib.sha256(content).hexdigest() == name for name, content in papers.items())


def test_a_folder_in_use_is_refused_and_left_alone(terminal: Terminal) -> None:
    before = rows(terminal.folder)
    refused = terminal("demo", "--json")
    assert refused.code == 1
    assert refused.json["error"] == "folder_in_use"
    assert rows(terminal.folder) == before


@pytest.mark.parametrize("found", ["thesis.odt", ".git", "photos/holiday.jpg", "restoring.json", "logs/desk.log"])
def test_a_folder_of_other_peoples_files_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], found: str
) -> None:
    file = tmp_path / "mine" / found
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    told = made(tmp_path / "mine", capsys)
    assert (told.code, told.json["error"], told.json["found"]) == (1, "folder_not_empty", Path(found).parts[0])
    assert told.err.strip() == told.json["message"]
    assert [one for one in (tmp_path / "mine").rglob("*") if one.is_file()] == [file]
    assert file.read_text(encoding="utf-8") == "mine"


def test_what_a_file_manager_leaves_behind_is_no_reason_to_refuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "live", lambda *_arguments: None)
    for name in (".DS_Store", "desktop.ini", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"")
    assert made(tmp_path, capsys).code == 0
    assert (tmp_path / FILE).is_file()


def test_a_data_folder_that_is_a_file_gets_no_demo_house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    told = made(tmp_path / "notes.txt", capsys)
    assert (told.code, told.json["error"]) == (1, "not_a_folder")


def test_a_sunday_has_its_doors_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "desk"
    terminal = Terminal(folder, capsys)
    assert terminal("demo", "--years", "0.1", options=("--today", "2026-11-22")).code == 0
    services = compose.open_desk(folder, date(2026, 11, 22))
    services.desk.clock = StoppedClock(datetime(2026, 11, 22, 10, 47))
    try:
        assert len(services.today.view().here) == 8
    finally:
        services.close()


def test_a_small_stress_house_is_all_well_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = Terminal(tmp_path / "desk", capsys)("demo", "--house", "stress", "--years", "0.08", "--json")
    assert said.code == 0
    assert (said.json["units"], said.json["people"]) == (30, 600)
    assert verify_folder(tmp_path / "desk", AT) == ()


@pytest.mark.parametrize(
    ("words", "house", "first_day", "seed"),
    [
        # Today is 24 November 2026; a year is 365.25 days: 730, 3652, 91 and 365 days earlier.
        ([], "usual", date(2024, 11, 24), 1),
        (["--house", "stress"], "stress", date(2016, 11, 24), 1),
        (["--years", "0.25", "--seed", "7"], "usual", date(2026, 8, 25), 7),
        (["--house", "stress", "--years", "1"], "stress", date(2025, 11, 24), 1),
    ],
)
def test_the_house_is_lived_in_for_as_long_as_was_asked(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    house: str,
    first_day: date,
    seed: int,
) -> None:
    asked: list[tuple[str, date, date, int]] = []

    def live(_desk: object, _clock: object, scale: Scale, first: date, today: date, seed: int, _told: object) -> None:
        asked.append((scale.size.value, first, today, seed))

    monkeypatch.setattr(life, "live", live)
    assert Terminal(tmp_path / "desk", capsys)("demo", *words).code == 0
    assert asked == [(house, first_day, TODAY, seed)]


def test_what_a_house_may_ask_of_bookings_is_there_to_be_looked_at(house: Path) -> None:
    """A quote, rates, an evening's price, limits, a quota, somebody in line, an option, a closure, a date left out."""
    services = compose.open_desk(house, TODAY)
    services.desk.clock = StoppedClock(AT)
    try:
        units = {row.name: row.id for row in services.units.list()}
        assert [quote.state for quote in services.quotes.list()] == ["sent"]
        assert {row.name for row in services.tariffs.list()} == {"Habitants de la vallée", "Associations"}
        evening = Slot(datetime(2026, 12, 1, 17), datetime(2026, 12, 1, 18, 30))
        priced = services.bookings.quote(units["Salle de formation"], evening)
        assert [label for label, _count, _cents in priced.steps] == ["soirée"]
        limits = services.unit_depths.of(units["Camionnette"]).limits
        assert (limits.lead, limits.longest, limits.spans) == (1440, 3 * 1440, True)
        plan = next(row.id for row in services.plans.list() if row.name == "Abonnement 8 jours")
        assert [quota.minutes for quota in services.plan_quotas.of(plan)] == [120]
        assert [row.state for row in services.waiting.of_unit(units["Salle Jaune"])] == ["waiting"]
        assert "option" in {row.kind for row in services.today.view().due}
        closed = [row for row in services.places.closures(TODAY, date(2027, 3, 1)) if "Inventaire" in row.reason]
        assert len(closed) == 1
    finally:
        services.close()
    with closing(sqlite3.connect(house / FILE)) as store:
        assert store.execute("SELECT count(*) FROM booking WHERE state = 'skipped'").fetchone() == (1,)
