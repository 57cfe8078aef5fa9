"""A new place as it is first described: all of it or nothing, and the answers kept until then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from builders import open_desk

from tierslieu_desk import compose, errors, i18n
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.place import first_setup
from tierslieu_desk.services.place.first_setup import Draft, FirstSetup, NewRoom, SettingUp
from tierslieu_desk.services.place.places import PlaceDescription, Places
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan.plans import NewPlan, Plans

ROOT = Path(__file__).resolve().parents[2]
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as `shutil` has it


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.set_language("en")


def asked(**more: object) -> FirstSetup:
    facts = {
        "place": PlaceDescription(name="La Vieille Gare", siret="73282932000074", services="events keys"),
        "week": (WeeklyHours(0, 540, 750), WeeklyHours(0, 810, 1080)),
        "desks": 3,
        "rooms": (NewRoom("Salle du haut", 8, 125_000), NewRoom("Salle du bas", 4)),
        "plan": NewPlan(name="Bureau au mois", period=Period.MONTH, price_e4=1_205_000, days_included=10),
    }
    return FirstSetup(**facts | more)


def is_empty(desk: Desk) -> bool:
    with desk.store.glancing() as seen:
        tables = ("place", "opening_hours", "unit", "price", "plan", "dated_setting", "vat_rate", "journal")
        return all(seen.value(f"SELECT count(*) FROM {table}") == 0 for table in tables)


def test_everything_that_was_asked_stands(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_desk(tmp_path / "desk") as desk:
        SettingUp(desk).set_up(asked(second_place=str(stick)))
        place = Places(desk).get()
        assert (place.name, place.siret, place.services) == ("La Vieille Gare", "73282932000074", "events keys")
        assert Places(desk).hours() == (WeeklyHours(0, 540, 750), WeeklyHours(0, 810, 1080))
        units = {unit.name: unit for unit in Units(desk).list()}
        assert set(units) == {"Salle du haut", "Salle du bas", "Desk 1", "Desk 2", "Desk 3", "Desks"}
        assert units["Desks"].members == ("Desk 1", "Desk 2", "Desk 3")
        assert units["Salle du haut"].seats == 8
        (hour,) = Units(desk).prices(units["Salle du haut"].id)
        assert (hour.minutes, hour.amount_e4) == (60, 125_000)
        assert Units(desk).prices(units["Salle du bas"].id) == ()
        (plan,) = Plans(desk).list()
        assert (plan.name, plan.price_e4, plan.days_included) == ("Bureau au mois", 1_205_000, 10)
        assert place.second_copy == str(stick)
        assert len(Places(desk).texts()) > 0, "legal texts are laid down too"


def test_nothing_but_a_name_is_needed(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        SettingUp(desk).set_up(FirstSetup(place=PlaceDescription(name="La Gare")))
        assert Places(desk).get().name == "La Gare"
        assert Units(desk).list() == ()


STAGES = [
    (Places, "describe"),
    (Places, "set_hours"),
    (Units, "add"),
    (Units, "set_prices"),
    (Units, "add_pool"),
    (Plans, "add"),
    (Copies, "choose_second_place"),
]


@pytest.mark.parametrize(("service", "act"), STAGES, ids=lambda one: getattr(one, "__name__", one))
@pytest.mark.parametrize("problem", [KeyboardInterrupt(), OSError(28, "No space left on device")], ids=["cut", "full"])
def test_stopped_at_any_stage_nothing_stands_and_it_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: type, act: str, problem: BaseException
) -> None:
    (tmp_path / "stick").mkdir()
    whole = asked(second_place=str(tmp_path / "stick"))
    with open_desk(tmp_path / "desk") as desk:
        done = getattr(service, act)

        def fails_after(*arguments: object, **named: object) -> None:
            done(*arguments, **named)
            raise problem

        with monkeypatch.context() as patch:
            patch.setattr(service, act, fails_after)
            with pytest.raises((KeyboardInterrupt, errors.DiskFull)):
                SettingUp(desk).set_up(whole)
        assert is_empty(desk)
        SettingUp(desk).set_up(whole)
        assert len(Units(desk).list()) == 6


KILLED = """
import os, sys
from pathlib import Path
from tierslieu_desk import compose
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.services.place.first_setup import FirstSetup, NewRoom
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.services.place.units import Units
desk = compose.open_or_create(Path(sys.argv[1]))
Units.add_pool = lambda *_arguments: os._exit(9)
rooms = (NewRoom("Salle", 8, 125_000),)
desk.setting_up.set_up(FirstSetup(place=PlaceDescription(name="La Gare"), rooms=rooms, desks=3))
"""


def test_a_process_that_dies_in_the_middle_leaves_no_half_place(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment, check=False)
    assert ran.returncode == 9
    services = compose.open_or_create(tmp_path)
    try:
        assert services.described() is False
        assert is_empty(services.desk)
    finally:
        services.close()


def test_a_place_that_stands_is_not_made_twice(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        SettingUp(desk).set_up(asked())
        with pytest.raises(errors.ChangedMeanwhile):
            SettingUp(desk).set_up(asked())
        assert len(Units(desk).list()) == 6


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"second_place": "/nowhere/at/all"}, errors.FileMissing),
        ({"second_place": "https://camille:secret@cloud.example/x"}, errors.AddressUnusable),
        ({"second_place": "http://cloud.example/x", "user": "camille"}, errors.AddressUnusable),
        ({"rooms": (NewRoom("Salle", 4), NewRoom("salle", 4))}, errors.NameTaken),
        ({"week": (WeeklyHours(0, 600, 540),)}, errors.SlotReversed),
    ],
    ids=["no folder", "password in it", "readable", "same name", "closes first"],
)
def test_what_cannot_be_is_refused_and_nothing_stands(
    tmp_path: Path, more: dict[str, object], refusal: type[errors.DeskError]
) -> None:
    with open_desk(tmp_path) as desk:
        with pytest.raises(refusal):
            SettingUp(desk).set_up(asked(**more))
        assert is_empty(desk)


def test_a_room_named_like_the_desks_is_refused(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        with pytest.raises(errors.NameTaken):
            SettingUp(desk).set_up(asked(rooms=(NewRoom("desk 2", 4),)))
        assert is_empty(desk)


def test_the_answers_are_kept_whole_and_forgotten(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    assert draft.read() == {}
    draft.keep({"step": 2, "answers": [{"name": "L’Étang"}]})
    assert Draft(tmp_path).read() == {"step": 2, "answers": [{"name": "L’Étang"}]}
    assert {file.name for file in tmp_path.iterdir()} == {compose.FIRST_ANSWERS}
    draft.forget()
    assert draft.read() == {}
    draft.forget()


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "\0\0\0"])
def test_answers_that_cannot_be_read_are_begun_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / first_setup.DRAFT).write_text(content, encoding="utf-8")
    assert Draft(tmp_path).read() == {}


def test_a_full_disk_leaves_the_answers_kept_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = Draft(tmp_path)
    draft.keep({"step": 1})

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(first_setup.os, "fsync", full)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9, 0))
    with pytest.raises(errors.DiskFull):
        draft.keep({"step": 2})
    assert json.loads((tmp_path / first_setup.DRAFT).read_text(encoding="utf-8")) == {"step": 1}
