"""Tariffs: who pays other prices than the usual ones. What was charged before stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.tariffs import PartyTariff, PlanTariff, Tariff
from tierslieu_desk.rules import names
from tierslieu_desk.services.booking.booking_tariffs import tariff_of
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking

_ALL = 100


@dataclass(frozen=True, slots=True)
class NewTariff:
    """A tariff to write down: its name, what it takes off the usual prices, and the plans whose subscribers have it."""

    name: str
    per_cent: int = 0
    plans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TariffRow:
    """A tariff as it is listed; `people`: how many persons and organisations have it as their own."""

    id: int
    name: str
    per_cent: int
    plans: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class TariffOf:
    """What somebody pays today: `own` is theirs, `name` the one that counts, empty for the usual prices."""

    own: int | None
    name: str


@asking({Right.PRICES: "add change retire restore reorder"})
class Tariffs:
    """The house's tariffs, and who has which."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self) -> tuple[TariffRow, ...]:
        """Those that may be had, in the order in which they count."""
        with self._desk.store.reading() as session:
            counted = select(PartyTariff.tariff_id, func.count()).group_by(PartyTariff.tariff_id)
            people = {row[0]: row[1] for row in session.execute(counted)}
            plans: dict[int, list[int]] = {}
            for one in session.scalars(select(PlanTariff).order_by(PlanTariff.plan_id)):
                plans.setdefault(one.tariff_id, []).append(one.plan_id)
            return tuple(
                TariffRow(one.id, one.name, one.per_cent, tuple(plans.get(one.id, ())), people.get(one.id, 0))
                for one in self._desk.house(session).tariffs
            )

    def add(self, new: NewTariff) -> int:
        """The last in the order. One of that name that was taken out comes back.

        Raises `MissingFact`, `NameTaken`, `NotAPart`.
        """
        with self._desk.store.writing() as session:
            name = _checked(session, new)
            known = {names.name_key(one.name): one for one in session.scalars(select(Tariff).where(Tariff.retired))}
            tariff = known.get(names.name_key(name)) or Tariff()
            last = session.execute(select(func.coalesce(func.max(Tariff.position), 0))).scalar_one()
            tariff.name, tariff.per_cent, tariff.position, tariff.retired = name, new.per_cent, last + 1, False
            session.add(tariff)
            session.flush()
            _have_plans(session, tariff.id, new.plans)
            self._desk.note(session, "add", "tariff", tariff.id, name=name, per_cent=new.per_cent)
            return tariff.id

    def change(self, tariff_id: int, new: NewTariff) -> None:
        """From now on. Raises `NotFound`, and what `add` raises."""
        with self._desk.store.writing() as session:
            tariff = _loaded(session, tariff_id)
            tariff.name, tariff.per_cent = _checked(session, new, besides=tariff_id), new.per_cent
            session.flush()
            _have_plans(session, tariff_id, new.plans)
            facts = {"name": tariff.name, "per_cent": new.per_cent, "plans": list(new.plans)}
            self._desk.note(session, "change", "tariff", tariff_id, **facts)

    def retire(self, tariff_id: int) -> None:
        """Whoever has it pays the usual prices again. Raises `NotFound`."""
        self._stand(tariff_id, retired=True)

    def restore(self, tariff_id: int) -> None:
        """The way back from `retire`. Raises `NotFound`."""
        self._stand(tariff_id, retired=False)

    def reorder(self, tariff_ids: Sequence[int]) -> None:
        """Of two that somebody would have, the first counts."""
        with self._desk.store.writing() as session:
            for position, tariff_id in enumerate(tariff_ids):
                _loaded(session, tariff_id).position = position
            session.flush()
            self._desk.note(session, "reorder", "tariff", None, order=list(tariff_ids))

    def of(self, party_id: int) -> TariffOf:
        """What somebody pays today: by themselves, their organisation or their plan."""
        with self._desk.store.reading() as session:
            own = session.scalar(
                select(PartyTariff.tariff_id)
                .join(Tariff, Tariff.id == PartyTariff.tariff_id)
                .where(PartyTariff.party_id == party_id, Tariff.retired.is_(False))
            )
            found = tariff_of(session, self._desk.house(session), party_id, self._desk.clock.today())
            return TariffOf(own, "" if found is None else found.name)

    def give(self, party_id: int, tariff_id: int | None) -> int | None:
        """From now on they pay that, or by None what anybody pays; what they had before. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            if session.get(Party, party_id) is None:
                raise errors.NotFound(what="party", id=party_id)
            before = session.scalar(select(PartyTariff.tariff_id).where(PartyTariff.party_id == party_id))
            session.execute(delete(PartyTariff).where(PartyTariff.party_id == party_id))
            if tariff_id is not None:
                _loaded(session, tariff_id)
                session.execute(insert(PartyTariff), {"party_id": party_id, "tariff_id": tariff_id})
            self._desk.note(session, "give_tariff", "party", party_id, tariff=tariff_id, before=before)
            return before

    def _stand(self, tariff_id: int, *, retired: bool) -> None:
        with self._desk.store.writing() as session:
            tariff = _loaded(session, tariff_id)
            tariff.retired = retired
            session.flush()
            self._desk.note(session, "retire" if retired else "restore", "tariff", tariff_id, name=tariff.name)


def _loaded(session: Session, tariff_id: int) -> Tariff:
    tariff = session.get(Tariff, tariff_id)
    if tariff is None:
        raise errors.NotFound(what="tariff", id=tariff_id)
    return tariff


def _checked(session: Session, new: NewTariff, besides: int | None = None) -> str:
    name = " ".join(new.name.split())
    if not name:
        raise errors.MissingFact(field="name", who="")
    if not 0 <= new.per_cent <= _ALL:
        raise errors.NotAPart(per_cent=new.per_cent, field="per_cent")
    others = session.execute(select(Tariff.id, Tariff.name, Tariff.retired)).all()
    if any(one.id != besides and names.name_key(one.name) == names.name_key(name) for one in others if not one.retired):
        raise errors.NameTaken(name=name, field="name")
    return name


def _have_plans(session: Session, tariff_id: int, plans: Sequence[int]) -> None:
    """A plan has one tariff: the last that said so."""
    session.execute(delete(PlanTariff).where((PlanTariff.tariff_id == tariff_id) | PlanTariff.plan_id.in_(plans)))
    if plans:
        session.execute(insert(PlanTariff), [{"plan_id": plan, "tariff_id": tariff_id} for plan in plans])
