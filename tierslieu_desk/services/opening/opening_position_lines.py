"""Each kind of line of an opening position, written in the caller's unit of work: read, checked, told in words.

Nothing here is charged or invoiced: all of it was, before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import bindparam, insert, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.models.mail import Domiciliation
from tierslieu_desk.models.money import Invoice
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Pass, Plan, Subscription
from tierslieu_desk.models.prepaid import PrepaidCard
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.rules import hours_left, numbering, opening_position
from tierslieu_desk.rules.hours import KindHours
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.rules.opening_position import HALF_DAYS_A_DAY, OpeningSheet
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import PartyKind, UnitKind
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import invoice_drafts, numbers_aside
from tierslieu_desk.services.opening import opening_hours
from tierslieu_desk.services.opening.opening_invoices import Carrier, OldInvoice, OldPapers
from tierslieu_desk.services.opening.opening_position_known import Known
from tierslieu_desk.services.person import people
from tierslieu_desk.services.plan import allowances, hour_passes, memberships, periods, prepaid_book, selling
from tierslieu_desk.services.plan.plans import NewSubscription
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.wallclock import Slot

BACK_AT = time(18)
"""When on its day something lent is due: the workbook knows days only."""
_ADD_COMPANY, _ADD_PASS, _ADD_DEPOSIT = (insert(table_of(one)) for one in (Domiciliation, Pass, DepositHeld))
_RUNNING = (
    select(Subscription.starts)
    .where(Subscription.party_id == bindparam("party"), Subscription.plan_id == bindparam("plan"))
    .where(or_(Subscription.ends.is_(None), Subscription.ends >= bindparam("today")))
    .limit(1)
)
_DOMICILED = (
    select(Domiciliation.starts)
    .where(Domiciliation.party_id == bindparam("party"))
    .where(or_(Domiciliation.ends.is_(None), Domiciliation.ends > bindparam("today")))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a line is about (`key`), all that it says of it, the same in words, and what writes it.

    `said` has no word of a language in it, nor a name that may change: so is the same line known later on.
    """

    key: str
    said: str
    words: str
    write: Callable[[], object]


class LineReader:
    """Reads the lines of one sheet."""

    def __init__(self, desk: Desk, session: Session, sheet: OpeningSheet, known: Known, papers: OldPapers) -> None:
        self._desk, self._session, self._sheet, self._known = desk, session, sheet, known
        self._today = desk.clock.today()
        self._carrier = Carrier(desk, session, papers)
        self._cells: Mapping[str, str] = {}

    def read(self, cells: Mapping[str, str]) -> Written:
        """What that line would write. Raises whatever is wrong with it."""
        self._cells = cells
        kinds: dict[str, Callable[[], Written]] = {
            "numbers": self._number,
            "invoices": self._invoice,
            "deposits": self._deposit,
            "subscriptions": self._subscription,
            "tickets": self._tickets,
            "hours": self._hours,
            "cards": self._card,
            "loans": self._loan,
            "companies": self._company,
        }
        return kinds[self._sheet.code]()

    def _text(self, field: str) -> str:
        text = self._cells.get(field, "")
        column = self._sheet.column(field)
        if not text and column.needed:
            raise errors.MissingFact(field=_(column.header), who=_(self._sheet.title))
        return text

    def _day(self, field: str) -> date | None:
        text = self._text(field)
        return formats.parse_date(text, self._today) if text else None

    def _known_day(self, field: str, *, past: bool = False) -> date:
        day = formats.parse_date(self._text(field), self._today)
        if past and day > self._today:
            raise errors.DayToCome(day=day)
        return day

    def _party(self, field: str = "who") -> Party:
        return self._known.party(self._text(field))

    def _number(self) -> Written:
        kind = opening_position.document_kind(self._text("documents"))
        series, last = opening_position.last_given(kind, self._text("next"), self._today)
        follows = numbering.number_of(series, last + 1)
        return Written(follows, "", follows, lambda: self._write_number(series, last))

    def _write_number(self, series: str, last: int) -> None:
        session, number = self._session, numbering.number_of
        follows = invoice_drafts.next_sequence(session, series, self._today)
        if last + 1 == follows:
            return
        given = session.execute(
            select(Invoice.number, Invoice.sequence).where(Invoice.series == series).order_by(Invoice.sequence).limit(1)
        ).first()
        if last + 1 < follows:
            raise errors.NumberPassed(number=number(series, last + 1), next=number(series, follows))
        if given is not None:
            raise errors.NumberGivenHere(number=given.number)
        self._desk.note(
            session, numbers_aside.OPENED, numbers_aside.OPENING, None, **numbers_aside.before(series, last)
        )

    def _invoice(self) -> Written:
        number, party = self._text("number"), self._party()
        issued, due = self._known_day("issued", past=True), self._known_day("due")
        cents = opening_position.amount(self._text("left"))
        if not cents:
            raise errors.NotAnAmount(text=self._text("left"), example="12,50")
        if due < issued:
            raise errors.SlotReversed(start=issued, end=due)
        old = OldInvoice(number, party.id, issued, due, cents)
        words = _("%(number)s, %(who)s: %(amount)s left, due %(due)s") % {
            "number": number,
            "who": party.name,
            "amount": formats.amount(cents),
            "due": formats.date_medium(due),
        }
        said = _said(party.id, issued, due, cents)
        return Written(number, said, words, lambda: self._carrier.carry_in(old, self._known.place(), party))

    def _deposit(self) -> Written:
        party, what, since = self._party(), self._text("what"), self._known_day("since", past=True)
        cents = opening_position.amount(self._text("amount"))
        if not cents:
            raise errors.NotAnAmount(text=self._text("amount"), example="12,50")
        row = {"party_id": party.id, "what": what, "amount_cents": cents, "since": since}
        words = _("%(who)s, %(what)s: %(amount)s held") % {
            "who": party.name,
            "what": what,
            "amount": formats.amount(cents),
        }
        key = f"{party.id} {name_key(what)} {since}"
        return Written(key, _said(cents), words, lambda: add_row(self._session, _ADD_DEPOSIT, row))

    def _subscription(self) -> Written:
        party, plan, since = self._party(), self._known.plan(self._text("plan")), self._known_day("since", past=True)
        charged_until = self._known_day("charged_until")
        if charged_until < since:
            raise errors.SlotReversed(start=since, end=charged_until)
        price = self._text("price")
        price_e4 = opening_position.amount(price) * 100 if price else None
        half_days = self._half_days_left(plan, charged_until)
        words = _("%(who)s, %(plan)s: charged from %(day)s on") % {
            "who": party.name,
            "plan": plan.name,
            "day": formats.date_medium(charged_until),
        }
        if half_days is not None:
            words = f"{words}, {_days(half_days)}"
        hours = opening_hours.left_of_plan(self._text("hours_left"), self._sheet, plan, (self._today, charged_until))
        words += "".join(f", {opening_hours.words(one)}" for one in hours)
        new = NewSubscription(party.id, plan.id, since, None, price_e4)
        key, said = _said(party.id, plan.id), _said(since, charged_until, price_e4, half_days, *_flat(hours))
        return Written(key, said, words, lambda: self._write_subscription(plan, new, charged_until, (half_days, hours)))

    def _half_days_left(self, plan: Plan, charged_until: date) -> int | None:
        text = self._text("days_left")
        half_days = opening_position.half_days(text) if text else 0
        if not plan.days_included:
            if half_days:
                raise errors.NotCounted(plan=plan.name)
            return None
        if charged_until <= self._today:
            if half_days:
                raise errors.DayOver(day=charged_until - ONE_DAY)
            return None
        if not text:
            raise errors.MissingFact(field=_(self._sheet.column("days_left").header), who=plan.name)
        return half_days

    def _write_subscription(
        self, plan: Plan, new: NewSubscription, charged_until: date, left: tuple[int | None, KindHours]
    ) -> None:
        desk, session = self._desk, self._session
        half_days, hours = left
        assert new.starts is not None
        asked = {"party": new.party_id, "plan": plan.id, "today": self._today}
        since = run(session, _RUNNING, asked).scalar_one_or_none()
        if since is not None:
            who = session.get_one(Party, new.party_id).name
            raise errors.SubscriptionRuns(who=who, plan=plan.name, since=since)
        sold = selling.made_of(plan, new, new.starts)
        sold.charged_until = charged_until
        session.add(sold)
        session.flush()
        source = allowances.Source(new.party_id, subscription_id=sold.id, shared=sold.shared)
        days = (self._today, charged_until - ONE_DAY)
        if half_days is not None:
            allowances.give(desk, session, source, half_days, days, LedgerReason.OPENING)
        for one in hours:
            hour_passes.give(desk, session, source, one, (days, LedgerReason.OPENING))
        memberships.begin(desk, session, sold, elsewhere=True)
        desk.note(session, periods.OPENING, "subscription", sold.id, charged_until=charged_until)

    def _tickets(self) -> Written:
        party, name, until = self._party(), self._text("name"), self._day("until")
        half_days = opening_position.half_days(self._text("days_left"))
        if not half_days:
            raise errors.NotHalfDays(text=self._text("days_left"), example="3,5")
        if until is not None and until < self._today:
            raise errors.DayOver(day=until)
        words = _("%(who)s, %(what)s: %(days)s") % {"who": party.name, "what": name, "days": _days(half_days)}
        if until is not None:
            words = _("%(what)s, good until %(day)s") % {"what": words, "day": formats.date_medium(until)}
        key = f"{party.id} {name_key(name)} {until or ''}"
        return Written(key, _said(half_days), words, lambda: self._write_tickets(party.id, name, half_days, until))

    def _write_tickets(self, party_id: int, name: str, half_days: int, until: date | None) -> None:
        desk, session = self._desk, self._session
        source = self._write_pass(party_id, name, until)
        allowances.give(desk, session, source, half_days, (self._today, until), LedgerReason.OPENING)
        desk.note(session, "opening", "pass", source.pass_id, half_days=half_days)

    def _write_pass(self, party_id: int, name: str, until: date | None) -> allowances.Source:
        row = {
            "party_id": party_id,
            "name": name,
            "valid_from": self._today,
            "valid_until": until,
            "sold_at": self._desk.clock.now(),
        }
        pass_id = add_row(self._session, _ADD_PASS, row)
        shared = self._session.get_one(Party, party_id).kind == PartyKind.ORGANISATION
        return allowances.Source(party_id, pass_id=pass_id, shared=shared)

    def _hours(self) -> Written:
        party, name, until = self._party(), self._text("name"), self._day("until")
        what = hours_left.kind(self._text("of")), hours_left.minutes(self._text("hours_left"))
        if not what[1]:
            raise errors.NotHours(text=self._text("hours_left"), example=hours_left.EXAMPLE)
        if until is not None and until < self._today:
            raise errors.DayOver(day=until)
        words = f"{party.name}, {name}: {opening_hours.words(what)}"
        if until is not None:
            words = _("%(what)s, good until %(day)s") % {"what": words, "day": formats.date_medium(until)}
        key = f"{party.id} {name_key(name)} {what[0]} {until or ''}"
        return Written(key, _said(what[1]), words, lambda: self._write_hours(party.id, name, what, until))

    def _write_hours(self, party_id: int, name: str, what: tuple[UnitKind, int], until: date | None) -> None:
        source = self._write_pass(party_id, name, until)
        given = ((self._today, until), LedgerReason.OPENING)
        hour_passes.give(self._desk, self._session, source, what, given)
        self._desk.note(self._session, "opening", "pass", source.pass_id, minutes=what[1], kind=what[0])

    def _card(self) -> Written:
        party, since, until = self._party(), self._known_day("since", past=True), self._day("until")
        cents = opening_position.amount(self._text("left"))
        if not cents:
            raise errors.NotAnAmount(text=self._text("left"), example="12,50")
        if until is not None and until < since:
            raise errors.SlotReversed(start=since, end=until)
        words = _("%(who)s: %(amount)s on a prepaid card") % {"who": party.name, "amount": formats.amount(cents)}
        shared = party.kind == PartyKind.ORGANISATION
        card = PrepaidCard(party_id=party.id, sold_on=since, valid_until=until, shared=shared)
        key = f"{party.id} {since} {until or ''}"
        return Written(key, _said(cents), words, lambda: prepaid_book.carry_in(self._desk, self._session, card, cents))

    def _loan(self) -> Written:
        unit_name, party = self._text("unit"), self._party()
        since, due = self._known_day("since", past=True), self._known_day("due")
        if due < since:
            raise errors.SlotReversed(start=since, end=due)
        house = self._desk.house(self._session)
        units = [one for one in house.units.values() if name_key(one.name) == name_key(unit_name) and not one.retired]
        if not units:
            raise errors.UnknownUnit(name=unit_name)
        deposit = self._text("deposit")
        row = {
            "unit_id": units[0].id,
            "party_id": party.id,
            "out": datetime.combine(since, time()),
            "due": datetime.combine(due, BACK_AT),
            "deposit_cents": opening_position.amount(deposit) if deposit else 0,
        }
        words = _("%(unit)s, with %(who)s until %(day)s") % {
            "unit": units[0].name,
            "who": party.name,
            "day": formats.date_medium(due),
        }
        key = f"{units[0].id} {party.id} {since}"
        return Written(key, _said(due, row["deposit_cents"]), words, lambda: self._write_loan(row))

    def _write_loan(self, row: dict[str, object]) -> None:
        desk, session, unit_id = self._desk, self._session, int(str(row["unit_id"]))
        out = loans_due.still_out(session, unit_id)
        if out is not None:
            raise out
        loan_id: int = session.execute(insert(Loan).returning(Loan.id), row).scalar_one()
        start, end = row["out"], row["due"]
        assert isinstance(start, datetime)
        assert isinstance(end, datetime)
        owner = Owner("loan_id", loan_id)
        holds.take(desk, session, unit_id, Slot(start, end), owner, ignore_buffer=True)
        desk.note(session, "opening", "loan", loan_id, unit=unit_id, due=end)

    def _company(self) -> Written:
        party, since, until = self._party(), self._known_day("since", past=True), self._day("until")
        if until is not None and until <= self._today:
            raise errors.DayOver(day=until)
        place = self._known.place()
        approval = self._text("approval") or (place.approval_number if place is not None else "")
        if not approval:
            raise errors.NotOffered(what="domiciliation", reason="no_approval")
        representative = self._party("representative") if self._text("representative") else None
        row = {
            "party_id": party.id,
            "starts": since,
            "ends": until,
            "approval_number": approval,
            "mailbox": self._text("mailbox"),
            "proxy_until": self._day("proxy_until"),
        }
        words = _("%(who)s, here since %(day)s") % {"who": party.name, "day": formats.date_medium(since)}
        said = _said(since, until, row["mailbox"], row["proxy_until"])
        return Written(str(party.id), said, words, lambda: self._write_company(row, representative))

    def _write_company(self, row: dict[str, object], representative: Party | None) -> None:
        desk, session, party_id = self._desk, self._session, int(str(row["party_id"]))
        since = run(session, _DOMICILED, {"party": party_id, "today": self._today}).scalar_one_or_none()
        if since is not None:
            raise errors.AlreadyDone(what="domiciliation", on=since)
        contract_id = add_row(session, _ADD_COMPANY, row)
        if representative is not None and representative.id != party_id:
            people.affiliate(session, representative.id, party_id, _("legal representative"))
        desk.note(session, "opening", "domiciliation", contract_id, party=party_id)


def _said(*facts: object) -> str:
    return " | ".join("" if fact is None else str(fact) for fact in facts)


def _flat(hours: KindHours) -> tuple[object, ...]:
    return tuple(part for one in hours for part in one)


def _days(half_days: int) -> str:
    whole, half = divmod(half_days, HALF_DAYS_A_DAY)
    if half:
        return _("%(days)s days left") % {"days": formats.quantity(half_days * 500)}
    return ngettext("%(days)s day left", "%(days)s days left", whole) % {"days": whole}
