"""A new place as it is first described: all of it in one unit of work, and what was answered so far until then."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models import sqlite
from tierslieu_desk.models.place import Place
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import second_place
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.place.places import THE_PLACE, PlaceDescription, Places
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import NewPlan, Plans

DRAFT = "first-start.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewRoom:
    """A room to begin with. `hour_e4` is what an hour costs as people pay it, None when nothing is asked yet."""

    name: str
    seats: int
    hour_e4: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSetup:
    """Everything the first start asks. `second_place` is a folder, an address or nothing."""

    place: PlaceDescription
    week: tuple[WeeklyHours, ...] = ()
    desks: int = 0
    rooms: tuple[NewRoom, ...] = ()
    plan: NewPlan | None = None
    second_place: str = ""
    user: str = ""
    password: str = ""


class SettingUp:
    """Makes a place of an empty desk, once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def set_up(self, asked: FirstSetup) -> None:
        """All of it or nothing, whenever it is stopped; only a password is in the keyring before.

        Raises `ChangedMeanwhile` when the place stands already, and what `Places.describe`, `Places.set_hours`,
        `Units.add`, `Plans.add` and `Copies.choose_second_place` raise.
        """
        where = second_place.checked(asked.second_place, asked.user)
        if asked.password and second_place.is_online(where):
            second_place.keep_password(where, asked.password)
        with self._desk.store.writing() as session:
            if session.get(Place, THE_PLACE) is not None:
                raise errors.ChangedMeanwhile(what=asked.place.name)
            places = Places(self._desk)
            places.describe(asked.place)
            places.set_hours(asked.week)
            self._furnish(asked)
            if asked.plan is not None:
                Plans(self._desk).add(asked.plan)
            if where:
                Copies(self._desk).choose_second_place(where)

    def _furnish(self, asked: FirstSetup) -> None:
        units = Units(self._desk)
        for room in asked.rooms:
            number = units.add(NewUnit(room.name, UnitKind.ROOM, seats=room.seats, group=_("Rooms")))
            if room.hour_e4 is not None:
                hour = PriceStep(_("hour"), 60, room.hour_e4, Basis.GROSS, VatCategory.STANDARD)
                units.set_prices(number, (hour,))
        if asked.desks:
            names = (_("Desk %(n)s") % {"n": count} for count in range(1, asked.desks + 1))
            desks = [units.add(NewUnit(name, UnitKind.DESK, group=_("Desks"))) for name in names]
            units.add_pool(NewUnit(_("Desks"), UnitKind.DESK, seats=asked.desks, group=_("Desks")), desks)


class Draft:
    """What was answered so far, in a small file beside the store; never a password."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / DRAFT

    def read(self) -> dict[str, Any]:
        """The answers kept, none when there are none. What cannot be read is begun anew, and the log says so."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as unreadable:
            _log.warning("the answers of the first start cannot be read: %s", unreadable)
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, answers: Mapping[str, Any]) -> None:
        """Replace what was kept, in one move. Raises what the disk refuses as a `DeskError`."""
        partial = self._file.with_name(f"{DRAFT}.partial")
        try:
            with partial.open("w", encoding="utf-8") as file:
                json.dump(answers, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._file)
        except OSError as error:
            refused = sqlite.refusal(error, self._file.parent)
            if refused is None:
                raise
            raise refused from error

    def forget(self) -> None:
        """The place stands, or another one took its place."""
        for file in (self._file, self._file.with_name(f"{DRAFT}.partial")):
            file.unlink(missing_ok=True)
