"""What a sentence does once Enter says so: by the same services as any other act, with the same way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from tierslieu_desk import formats
from tierslieu_desk.errors import PoolFull, SlotTaken
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.sentence_meaning import ActKind
from tierslieu_desk.ui.counter.acts import Act

if TYPE_CHECKING:
    from tierslieu_desk.services.front.counter_card import PersonCard
    from tierslieu_desk.services.front.sentences import Understood
    from tierslieu_desk.ui.counter.card import CounterCard


def do(card: CounterCard, read: Any) -> None:
    """Do it for whoever it names. Raises what its service raises; what cannot be done stays told on its row."""
    if may_wait(read):
        _wait(card, read)
        return
    if may_be_overridden(read):
        from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame

        AllTheSame(card.window(), read.refusal, partial(_book, card, read), booking=True).open()
        return
    if read.refusal is not None:
        raise read.refusal
    _DEEDS[read.act](card, read)


def may_wait(read: Understood) -> bool:
    """Whether somebody else has what they ask for, so that they can get in line for it."""
    return isinstance(read.refusal, SlotTaken | PoolFull) and None not in (read.unit_id, read.party_id, read.slot)


def may_be_overridden(read: Understood) -> bool:
    """Whether it can be booked all the same, with a reason."""
    return read.refusal is not None and read.act is ActKind.BOOK and read.refusal.may_be_overridden


def _wait(card: CounterCard, read: Understood) -> None:
    from tierslieu_desk.ui.pages.planning.waiting_dialog import WaitDialog

    if read.unit_id is None or read.party_id is None or read.slot is None:
        return
    person = card.services.people.get(read.party_id)
    dialog = WaitDialog(card.window(), card.services, person, (read.unit_id, read.slot, 1))
    dialog.told.connect(card.deeds.told)
    dialog.open()


def _book(card: CounterCard, read: Understood, reason: str = "") -> None:
    from tierslieu_desk.services.booking.booking_work import NewBooking
    from tierslieu_desk.ui.pages.messages import tell

    if read.unit_id is None or read.party_id is None or read.slot is None:
        return
    bookings = card.services.bookings
    booked = bookings.book(NewBooking(read.unit_id, read.party_id, read.slot), reason)
    facts = {"unit": booked.unit, "when": formats.slot_text(booked.slot), "name": read.name}
    facts["price"] = formats.amount(booked.price.gross_cents)
    sentence = _("%(unit)s is booked for %(name)s, %(when)s: %(price)s.") % facts
    if read.holiday:
        from tierslieu_desk.ui.calendar_words import holiday

        sentence = f"{sentence} {holiday(booked.slot.start.date(), read.holiday)}"
    undo = partial(bookings.take_back, booked.act)
    card.deeds.told.emit(sentence, tell.of_booking(card.services, booked.id, Purpose.BOOKING_CONFIRMED, undo))


def _sell(card: CounterCard, read: Understood) -> None:
    if read.article is None:
        return
    chosen = card.deeds.chosen
    for _n in range(read.count):
        chosen.add(read.article)
    if read.party_id is not None:
        card.mean(card.services.people.get(read.party_id))
    else:
        card.search.clear()
        card.settle()
    if read.on_slate:
        card.put_on_slate()
    elif read.method is not None:
        card.show_basket()
        card.pay(read.method)


def _pay(card: CounterCard, read: Understood) -> None:
    who = card.card
    if who is None:
        return
    chosen = card.deeds.chosen
    if who.slate.lines:
        chosen.slate = who.slate
    elif who.besides.lines:
        chosen.owed = who.besides
    elif who.bills:
        chosen.bills = list(who.bills)
    else:
        return
    card.mean(card.services.people.get(who.id))
    if read.method is not None:
        card.pay(read.method)


def _mail_in(card: CounterCard, read: Understood) -> None:
    if read.party_id is None or read.mail is None:
        return
    sentences = card.services.sentences
    items = sentences.mail_came(read.party_id, read.mail, read.count)
    words = ngettext("%(n)s item of mail noted for %(name)s.", "%(n)s items of mail noted for %(name)s.", len(items))
    undo = partial(sentences.mail_never_came, items)
    card.deeds.told.emit(words % {"n": len(items), "name": read.name}, undo)


def _passing(card: CounterCard, read: Understood) -> None:
    sentences = card.services.sentences
    visits = sentences.passed_by(read.count)
    words = ngettext("%(n)s more person passed by.", "%(n)s more people passed by.", read.count)
    card.deeds.told.emit(words % {"n": read.count}, partial(sentences.nobody_passed, visits))


def _mail_out(card: CounterCard, _read: Understood) -> None:
    if card.card is not None and card.card.mail:
        card.deeds.do(Act("mail", "", about=card.card.mail[0]), card.card)


def _give_back(card: CounterCard, read: Understood) -> None:
    if card.card is not None and read.loan is not None:
        card.deeds.do(Act("loan", "", about=read.loan), card.card)


def _sell_card(card: CounterCard, read: Understood) -> None:
    """Asked once more in the dialog that takes the money: it is money that is held."""
    if read.party_id is not None and read.cents is not None:
        card.deeds.sell_card((read.cents, read.method), card.services.counter.card(read.party_id))


def _arrive(card: CounterCard, _read: Understood) -> None:
    _as_row(card, "arrive")


def _leave(card: CounterCard, _read: Understood) -> None:
    _as_row(card, "leave")


def _as_row(card: CounterCard, code: str) -> None:
    """As the row of the same name does it, where there is one."""
    who: PersonCard | None = card.card
    if who is not None and any(act.code == code for act in card.list.acts):
        card.deeds.do(Act(code, ""), who)


_DEEDS: dict[ActKind, Callable[[Any, Any], None]] = {
    ActKind.BOOK: _book,
    ActKind.SELL: _sell,
    ActKind.PAY: _pay,
    ActKind.MAIL_IN: _mail_in,
    ActKind.MAIL_OUT: _mail_out,
    ActKind.GIVE_BACK: _give_back,
    ActKind.ARRIVE: _arrive,
    ActKind.LEAVE: _leave,
    ActKind.PASSER_BY: _passing,
    ActKind.SELL_CARD: _sell_card,
}
