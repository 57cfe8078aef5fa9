"""The place: who it is, when it is open, its VAT rates and the texts the law asks for, each from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, wallclock
from tierslieu_desk.models.place import Closure, DatedSetting, OpeningHours, Place, VatRate
from tierslieu_desk.rules import identifiers
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import Activity, VatCategory, VatRegime
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House
from tierslieu_desk.services.keeping import second_place
from tierslieu_desk.services.place import legal_defaults, legal_texts
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import Slot

THE_PLACE = 1
"""The number of the only row of its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDescription:
    """What the place says of itself. `services` names what it does, words separated by spaces."""

    name: str
    legal_name: str = ""
    legal_form: str = ""
    capital: str = ""
    registry_town: str = ""
    siret: str = ""
    rna: str = ""
    vat_number: str = ""
    vat_regime: VatRegime = VatRegime.NON_TAXABLE
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    phone: str = ""
    email: str = ""
    iban: str = ""
    bic: str = ""
    currency: str = "EUR"
    zone: str = "Europe/Paris"
    language: str = "fr"
    services: str = ""
    approval_number: str = ""
    approved_from: date | None = None
    approved_until: date | None = None
    second_copy: str = ""
    payment_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow(PlaceDescription):
    """The place as it stands. Hand `version` back with a change."""

    version: int

    @property
    def siren(self) -> str:
        """The company's number, out of its SIRET."""
        return self.siret[:9] if self.country == "FR" else ""


@dataclass(frozen=True, slots=True)
class NewClosure:
    """The place, or one unit of it, closed for a slot, and what that blocks."""

    slot: Slot
    reason: str = ""
    unit_id: int | None = None
    blocks_bookings: bool = True
    blocks_visits: bool = True
    blocks_events: bool = True


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A closure as it stands. `unit` is empty when the whole place is closed."""

    id: int
    slot: Slot
    reason: str
    unit: str
    blocks_bookings: bool
    blocks_visits: bool
    blocks_events: bool


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text as it holds from a day on."""

    key: str
    language: str
    valid_from: date
    value: str


@asking(
    {Right.SETTINGS: "describe set_hours add_closure add_closures remove_closure remove_closures set_vat_rate set_text"}
)
class Places:
    """The one place this desk serves."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self, description: PlaceDescription, version: int | None = None) -> PlaceRow:
        """Set or change who the place is; the first time, its legal texts and VAT rates are laid down too.

        The desk's clock shows the place's time from then on.

        Raises `MissingFact`, `WrongIdentifier`, `UnknownZone`, `AddressUnusable` (of the second place), and
        `ChangedMeanwhile` when `version` is not the last.
        """
        facts = _checked(description)
        with self._desk.store.writing() as session:
            place = session.get(Place, THE_PLACE)
            if place is None:
                place = Place(id=THE_PLACE, **facts)
                session.add(place)
                _lay_down_defaults(session)
            else:
                if version is not None and version != place.version:
                    raise errors.ChangedMeanwhile(what=place.name)
                if _with_operators(place.services) != _with_operators(description.services):
                    self._desk.ask(Right.OPERATORS)
                for field, value in facts.items():
                    setattr(place, field, value)
            session.flush()
            self._desk.note(session, "describe", "place", THE_PLACE, name=place.name)
            row = _row(place)
        self._desk.clock.zone = wallclock.zone(row.zone)
        return row

    def with_vat(self) -> bool:
        """Whether VAT is charged here at all: where it is not, no word of it is said."""
        with self._desk.store.glancing() as seen:
            return self._desk.house(seen).regime is VatRegime.LIABLE

    def get(self) -> PlaceRow:
        """Who the place is. Raises `NotFound` before it was described."""
        with self._desk.store.reading() as session:
            return place_row(session)

    def set_hours(self, week: Sequence[WeeklyHours]) -> None:
        """The opening hours of a week, replacing those before; stretches that touch or overlap become one.

        Raises `SlotReversed` when a stretch does not end after it starts, or leaves its day.
        """
        stretches = _merged(week, self._desk.clock.today())
        with self._desk.store.writing() as session:
            session.execute(delete(OpeningHours))
            if stretches:
                session.execute(
                    insert(OpeningHours),
                    [{"weekday": s.weekday, "opens": s.opens, "closes": s.closes} for s in stretches],
                )
            self._desk.note(session, "set_hours", "place", THE_PLACE, stretches=len(stretches))

    def hours(self) -> tuple[WeeklyHours, ...]:
        """The opening hours of a week, in order."""
        with self._desk.store.reading() as session:
            week = self._desk.house(session).hours
            return tuple(sorted(week, key=lambda s: (s.weekday, s.opens)))

    def add_closure(self, closure: NewClosure) -> int:
        """Close the place or one unit. A closed unit is held like a booked one.

        Raises `SlotTaken` when the unit is not free, `UnknownUnit`, `MissingFact` when nothing would be blocked.
        """
        if not (closure.blocks_bookings or closure.blocks_visits or closure.blocks_events):
            raise errors.MissingFact(field="blocks", who="")
        with self._desk.store.writing() as session:
            row = Closure(
                unit_id=closure.unit_id,
                starts=closure.slot.start,
                ends=closure.slot.end,
                reason=closure.reason.strip(),
                blocks_bookings=closure.blocks_bookings,
                blocks_visits=closure.blocks_visits,
                blocks_events=closure.blocks_events,
            )
            if closure.unit_id is not None:
                self._desk.house(session).unit(closure.unit_id)
            session.add(row)
            session.flush()
            if closure.unit_id is not None:
                owner = holds.Owner("closure_id", row.id)
                holds.take(self._desk, session, closure.unit_id, closure.slot, owner, ignore_buffer=True)
            self._desk.note(session, "close", "closure", row.id, start=row.starts, end=row.ends, reason=row.reason)
            return row.id

    def add_closures(self, closures: Sequence[NewClosure]) -> tuple[int, ...]:
        """The same closure of several units at once, each space closed once: all, or none.

        Raises what `add_closure` raises.
        """
        with self._desk.store.writing() as session:
            units = [one.unit_id for one in closures if one.unit_id is not None]
            wanted: Sequence[NewClosure] = closures
            if len(units) > 1:
                wanted = [replace(closures[0], unit_id=unit) for unit in _apart(self._desk.house(session), units)]
            return tuple(self.add_closure(closure) for closure in wanted)

    def remove_closures(self, numbers: Sequence[int]) -> None:
        """Open all of them again, or none. Raises `NotFound`."""
        with self._desk.store.writing():
            for number in numbers:
                self.remove_closure(number)

    def remove_closure(self, closure_id: int) -> None:
        """Open again. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            row = session.get(Closure, closure_id)
            if row is None:
                raise errors.NotFound(what="closure", id=closure_id)
            holds.release(session, holds.Owner("closure_id", closure_id))
            session.delete(row)
            self._desk.note(session, "reopen", "closure", closure_id, start=row.starts, end=row.ends)

    def closures(self, first: date, last: date) -> tuple[ClosureRow, ...]:
        """Closures that meet those days, both included, earliest first."""
        start = datetime.combine(first, time())
        end = datetime.combine(last + timedelta(days=1), time())
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            rows = session.scalars(
                select(Closure).where(Closure.ends > start, Closure.starts < end).order_by(Closure.starts, Closure.id)
            )
            return tuple(
                ClosureRow(
                    c.id,
                    Slot(c.starts, c.ends),
                    c.reason,
                    "" if c.unit_id is None else house.unit(c.unit_id).name,
                    c.blocks_bookings,
                    c.blocks_visits,
                    c.blocks_events,
                )
                for c in rows
            )

    def set_vat_rate(self, category: VatCategory, rate_bp: int, valid_from: date, country: str | None = None) -> None:
        """The rate of a category, in basis points, from that day on; of the place's own country unless said."""
        with self._desk.store.writing() as session:
            where = country or self._desk.house(session).country
            session.execute(
                delete(VatRate).where(
                    VatRate.country == where, VatRate.category == category, VatRate.valid_from == valid_from
                )
            )
            session.add(VatRate(country=where, category=category, valid_from=valid_from, rate_bp=rate_bp))
            session.flush()
            self._desk.note(
                session,
                "set_vat_rate",
                "vat_rate",
                None,
                country=where,
                category=category,
                rate_bp=rate_bp,
                valid_from=valid_from,
            )

    def text(self, key: str, language: str, day: date | None = None) -> str:
        """The text that holds that day (today unless said), in that language or else in French; empty if none."""
        with self._desk.store.reading() as session:
            return legal_texts.text_on(session, key, language, day or self._desk.clock.today())

    def texts(self) -> tuple[TextRow, ...]:
        """Every text, with the day it holds from."""
        with self._desk.store.reading() as session:
            rows = session.scalars(
                select(DatedSetting).order_by(DatedSetting.key, DatedSetting.language, DatedSetting.valid_from)
            )
            return tuple(TextRow(s.key, s.language, s.valid_from, s.value) for s in rows)

    def set_text(self, key: str, language: str, value: str, valid_from: date | None = None) -> None:
        """A text or threshold from that day on (today unless said). What held before still counts for days before."""
        since = valid_from or self._desk.clock.today()
        with self._desk.store.writing() as session:
            same = (
                DatedSetting.key == key,
                DatedSetting.language == language,
                DatedSetting.valid_from == since,
            )
            session.execute(delete(DatedSetting).where(*same))
            session.add(DatedSetting(key=key, language=language, valid_from=since, value=value))
            session.flush()
            self._desk.note(session, "set_text", "dated_setting", None, key=key, language=language, valid_from=since)


def _apart(house: House, unit_ids: Sequence[int]) -> tuple[int, ...]:
    """Each space once: a part closes with its whole, and wholes that share a part close part by part."""
    leaves = {number: set(house.unit(number).leaves) or {number} for number in unit_ids}
    kept = [number for number in leaves if not any(leaves[number] < others for others in leaves.values())]
    all_of_them = [leaf for number in kept for leaf in leaves[number]]
    return tuple(kept) if len(set(all_of_them)) == len(all_of_them) else tuple(sorted(set(all_of_them)))


def _with_operators(services: str) -> bool:
    return Activity.OPERATORS in services.split()


def place_row(session: Session) -> PlaceRow:
    """The place, for services that have a session open. Raises `NotFound` before it was described."""
    place = session.get(Place, THE_PLACE)
    if place is None:
        raise errors.NotFound(what="place", id=THE_PLACE)
    return _row(place)


def _checked(description: PlaceDescription) -> dict[str, object]:
    facts = asdict(description)
    facts["name"] = description.name.strip()
    if not facts["name"]:
        raise errors.MissingFact(field="name", who="place")
    wallclock.zone(description.zone)
    if description.country == "FR":
        facts["siret"] = identifiers.siret(description.siret)
    else:
        facts["siret"] = identifiers.company_number(description.siret, description.country)
    facts["iban"] = identifiers.iban(description.iban)
    facts["second_copy"] = second_place.checked(description.second_copy)
    facts["vat_number"] = identifiers.vat_number(description.vat_number)
    return facts


def _row(place: Place) -> PlaceRow:
    fields = {name: getattr(place, name) for name in PlaceRow.__dataclass_fields__}
    fields["vat_regime"] = VatRegime(place.vat_regime)
    return PlaceRow(**fields)


def _lay_down_defaults(session: Session) -> None:
    session.execute(insert(DatedSetting), [asdict(text) for text in legal_defaults.TEXTS])
    session.execute(insert(VatRate), [asdict(rate) for rate in legal_defaults.RATES])


def _merged(week: Sequence[WeeklyHours], today: date) -> list[WeeklyHours]:
    monday = datetime.combine(today - timedelta(days=today.weekday()), time())
    merged: list[WeeklyHours] = []
    for stretch in sorted(week, key=lambda s: (s.weekday, s.opens, s.closes)):
        if not 0 <= stretch.opens < stretch.closes <= 1440:
            midnight = monday + timedelta(days=stretch.weekday)
            raise errors.SlotReversed(
                start=midnight + timedelta(minutes=stretch.opens), end=midnight + timedelta(minutes=stretch.closes)
            )
        last = merged[-1] if merged else None
        if last is not None and last.weekday == stretch.weekday and stretch.opens <= last.closes:
            merged[-1] = WeeklyHours(last.weekday, last.opens, max(last.closes, stretch.closes))
        else:
            merged.append(stretch)
    return merged
