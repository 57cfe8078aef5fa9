"""A sentence said back in words before it is done, and what is asked when it may mean two things."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.sentence_meaning import ActKind, Asked
from tierslieu_desk.rules.vocabulary import MailKind, PaymentMethod
from tierslieu_desk.ui.counter.acts import Act, letters
from tierslieu_desk.ui.counter.sentence_deeds import may_be_overridden, may_wait

if TYPE_CHECKING:
    from tierslieu_desk.rules.sentence_meaning import Ask
    from tierslieu_desk.services.front.counter_card import PersonCard
    from tierslieu_desk.services.front.sentences import Understood

    Titled = Callable[[Understood, dict[str, object]], str]

_ICONS = {
    ActKind.BOOK: "calendar-plus",
    ActKind.SELL: "shopping-bag",
    ActKind.PAY: "wallet",
    ActKind.MAIL_IN: "envelope-simple",
    ActKind.MAIL_OUT: "envelope-simple",
    ActKind.GIVE_BACK: "package",
    ActKind.ARRIVE: "check",
    ActKind.LEAVE: "sign-out",
    ActKind.PASSER_BY: "plus",
    ActKind.SELL_CARD: "wallet",
}
_QUESTIONS = {
    Asked.WHO: N_("For whom?"),
    Asked.WHAT: N_("What exactly?"),
    Asked.DAY: N_("Which day?"),
    Asked.START: N_("From when?"),
    Asked.UNTIL: N_("Until when?"),
}
_HINTS = {
    Asked.WHO: N_("Type a name behind it."),
    Asked.WHAT: N_("One thing at a time, by its name: a room, an article, a key."),
    Asked.DAY: N_("A date, or “tomorrow”, “next Monday”: this day may be two, or is over."),
    Asked.START: N_("Type the hours behind it: 14h-16h."),
    Asked.UNTIL: N_("Type the end, or how long: 14h-16h, 14h 2h."),
}
_PAID = {
    PaymentMethod.CASH: N_("in cash"),
    PaymentMethod.CARD: N_("by card"),
    PaymentMethod.CHEQUE: N_("by cheque"),
    PaymentMethod.TRANSFER: N_("by transfer"),
    PaymentMethod.PREPAID: N_("with the prepaid card"),
}


def row(read: Understood, card: PersonCard | None) -> Act:
    """The sentence as the first row of the card: what Enter does, and what stands in its way."""
    second = say.sentence(read.refusal) if read.refusal is not None else _besides(read, card)
    if read.holiday and read.slot is not None:
        from tierslieu_desk.ui.calendar_words import holiday

        day = holiday(read.slot.start.date(), read.holiday)
        second = " · ".join(part for part in (second, day) if part)
    if may_wait(read):
        second = _("%(refusal)s Enter: wait for it.") % {"refusal": second}
    elif may_be_overridden(read):
        second = _("%(refusal)s Enter: book it all the same, with a reason.") % {"refusal": second}
    if read.slot is not None:
        when = f"{formats.date_compact(read.slot.start.date())}, {formats.times(read.slot)}"
        second = " · ".join(part for part in (when, second) if part)
    return Act("sentence", _title(read), second, _ICONS[read.act], "", read)


def question(ask: Ask) -> str:
    """What is asked back."""
    if ask.asked is Asked.WHO and ask.choices:
        return _("Which of them?")
    if ask.asked is Asked.WHO and ask.words:
        return _("Nobody is called “%(name)s”.") % {"name": ask.words}
    if _no_such_room(ask):
        return _("No room is called “%(name)s”.") % {"name": ask.words}
    return _(_QUESTIONS[ask.asked])


def asking(ask: Ask) -> tuple[Act, ...]:
    """Rows under a question: whoever may be meant, or how to go on."""
    if ask.asked is Asked.WHO and ask.choices:
        return tuple(Act("meant", one.name, "", "user", "", one) for one in ask.choices)
    if _no_such_room(ask):
        near = Act("", _("Perhaps one of these:"), heading=True)
        return (near, *(Act("room", one.name, "", "calendar-plus", "", one) for one in ask.choices))
    hint = Act("", _(_HINTS[ask.asked]), heading=True)
    if ask.asked is Asked.WHO and ask.words:
        title = _("Write down “%(name)s”") % {"name": ask.words}
        return (Act("new", title, "", "user-plus", letters()["new"], ask.words), hint)
    return (hint,)


def with_room(text: str, ask: Ask, name: str) -> str:
    """The line as it was typed, with that room instead of the one that is not there."""
    words, wrong = text.split(), ask.words.split()
    keys = [search_key(word) for word in words]
    for at in range(len(words) - len(wrong) + 1):
        if keys[at : at + len(wrong)] == wrong:
            return " ".join((*words[:at], name, *words[at + len(wrong) :]))
    return text


def _no_such_room(ask: Ask) -> bool:
    return ask.asked is Asked.WHAT and ask.act is ActKind.BOOK and bool(ask.words and ask.choices)


def _title(read: Understood) -> str:
    facts: dict[str, object] = {"name": read.name, "n": read.count, "unit": read.unit}
    facts["article"] = read.article.name if read.article is not None else ""
    facts["how"] = _(_PAID[read.method]) if read.method is not None else ""
    return _TITLES[read.act](read, facts)


def _book(_read: Understood, facts: dict[str, object]) -> str:
    return _("Book %(unit)s for %(name)s") % facts


def _sell(read: Understood, facts: dict[str, object]) -> str:
    if read.on_slate:
        return _("%(n)s × %(article)s, on the slate of %(name)s") % facts
    if read.method is not None and read.name:
        return _("Sell %(n)s × %(article)s to %(name)s, paid %(how)s") % facts
    if read.method is not None:
        return _("Sell %(n)s × %(article)s, paid %(how)s") % facts
    if read.name:
        return _("%(n)s × %(article)s into the basket, for %(name)s") % facts
    return _("%(n)s × %(article)s into the basket") % facts


def _pay(read: Understood, facts: dict[str, object]) -> str:
    return (_("%(name)s pays what they owe %(how)s") if read.method else _("%(name)s pays what they owe")) % facts


def _mail_in(read: Understood, facts: dict[str, object]) -> str:
    words = {
        MailKind.PARCEL: ngettext(
            "%(n)s parcel arrived for %(name)s", "%(n)s parcels arrived for %(name)s", read.count
        ),
        MailKind.REGISTERED: ngettext(
            "%(n)s registered letter arrived for %(name)s",
            "%(n)s registered letters arrived for %(name)s",
            read.count,
        ),
    }
    letter = ngettext("%(n)s letter arrived for %(name)s", "%(n)s letters arrived for %(name)s", read.count)
    return words.get(read.mail or MailKind.LETTER, letter) % facts


def _passing(read: Understood, facts: dict[str, object]) -> str:
    return ngettext("%(n)s person passes by", "%(n)s people pass by", read.count) % facts


def _named(words: str) -> Titled:
    def title(_read: Understood, facts: dict[str, object]) -> str:
        return _(words) % facts

    return title


def _give_back(read: Understood, facts: dict[str, object]) -> str:
    return (_("%(unit)s is back from %(name)s") if read.name else _("%(unit)s is back")) % facts


_TITLES: dict[ActKind, Titled] = {
    ActKind.BOOK: _book,
    ActKind.SELL: _sell,
    ActKind.PAY: _pay,
    ActKind.MAIL_IN: _mail_in,
    ActKind.MAIL_OUT: _named(N_("Hand over the mail of %(name)s")),
    ActKind.GIVE_BACK: _give_back,
    ActKind.ARRIVE: _named(N_("%(name)s arrives")),
    ActKind.LEAVE: _named(N_("%(name)s leaves")),
    ActKind.PASSER_BY: _passing,
    ActKind.SELL_CARD: _named(N_("Sell a prepaid card to %(name)s")),
}


def _besides(read: Understood, card: PersonCard | None) -> str:
    """What it costs, or why there is nothing to do."""
    if read.act is ActKind.GIVE_BACK and read.loan is None:
        return _("It is not lent to anybody now.") if not read.name else _("They have not borrowed it.")
    if card is not None and read.act is ActKind.MAIL_OUT and not card.mail:
        return _("No mail waits for them.")
    if card is not None and read.act is ActKind.PAY:
        cents = card.slate.total_cents or card.besides.total_cents or sum(bill.left_cents for bill in card.bills)
        return formats.amount(cents) if cents else _("They owe nothing.")
    if card is not None and read.act is ActKind.ARRIVE and card.here_since is not None:
        return _("here since %(time)s") % {"time": formats.clock_time(card.here_since)}
    if card is not None and read.act is ActKind.LEAVE and card.here_since is None:
        return _("They are not here.")
    if read.included is not None:
        from tierslieu_desk.services.booking.booking_words import included

        return f"{formats.amount(read.cents or 0)} · {included(read.included)}"
    return formats.amount(read.cents) if read.cents is not None else ""


def in_one_line() -> str:
    """What may be written instead of going from row to row."""
    return _("Or in one line: “2 tickets Maria”, “parcel for Atelier Bois”, “Room B tomorrow 14:00-16:00 Dupont”.")
