"""How a message stands, in words: what waits for what, why one was refused, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.messages import State, Way

if TYPE_CHECKING:
    from datetime import datetime

    from tierslieu_desk.services.message.mail_accounts import AccountRow
    from tierslieu_desk.services.message.message_rows import MessageRow
    from tierslieu_desk.services.message.messages_due import Held
    from tierslieu_desk.wallclock import Clock

REASONS = {
    "address": N_("Their mail server knows nobody at this address. Ask them for it, or write on paper."),
    "too_large": N_("It is too large for their mail server. Print it, or send it without its paper."),
    "sender": N_("The mail server does not take messages from our address. See Settings, “E-mail”."),
    "content": N_("Their mail server did not want this message. Call them, or write it otherwise."),
    "other": N_("The mail server did not take it. Call them, or write on paper."),
    "later": N_("Their mail server asked for patience for days. Try once more, or call them."),
    "paper_gone": N_("What goes with it is no longer in the archive. Put a copy back, or send it without."),
}
"""Why one message is refused."""
IN_THE_WAY = {
    "password": N_("The mail server does not accept this name and password. Type the password again."),
    "password_missing": N_("The password of the mail account is not on this computer. Type it once more."),
    "readable": N_("Anybody on the way could read the password. Choose a secured connection."),
    "not_secured": N_("The mail server does not let one sign in like this. Choose another kind of connection."),
    "not_wanted": N_("The mail server does not want to hear from here. Ask whoever looks after it."),
    "certificate": N_("The line shows a certificate this computer does not know. Sign in to the network first."),
    "line": N_("The line is down: messages go by themselves when it is back."),
    "away": N_("The mail server cannot take messages just now: they go by themselves later."),
}
"""What stands in the way of all of them."""
_LABELS = {
    State.WAITING: (N_("waits"), "neutral"),
    State.SENDING: (N_("is leaving"), "accent"),
    State.SENT: (N_("sent"), "accent"),
    State.UNSURE: (N_("may have arrived"), "warning"),
    State.REFUSED: (N_("refused"), "bad"),
    State.WITHDRAWN: (N_("withdrawn"), "neutral"),
    State.TO_PRINT: (N_("to print"), "neutral"),
    State.PRINTED: (N_("printed"), "accent"),
    State.TO_CALL: (N_("to call"), "neutral"),
    State.CALLED: (N_("called"), "accent"),
}


def chip(row: MessageRow) -> tuple[str, str]:
    """Where it stands, in a word and a colour."""
    word, kind = _LABELS[row.state]
    return _(word), kind


def ways() -> tuple[tuple[Way, str], ...]:
    """How somebody is told."""
    return ((Way.EMAIL, _("By e-mail")), (Way.LETTER, _("By letter")), (Way.CALL, _("By telephone")))


def state(row: MessageRow, account: AccountRow | None, clock: Clock) -> str:
    """What becomes of it, in a sentence."""
    if row.state is State.UNSURE and row.why == "copy":
        return _("It waited in the copy that was put back, and may have left since. Ask them, or send it again.")
    if row.state is State.UNSURE:
        return _("The line broke just as it left: it may have arrived. Ask them, or send it again.")
    if row.state is State.REFUSED:
        said = _("The server said: “%(said)s”.") % {"said": row.said} if row.said else ""
        return " ".join(part for part in (_(REASONS.get(row.why, REASONS["other"])), said) if part)
    if row.state is not State.WAITING:
        return ""
    if account is None:
        return _("Waits for a mail account: see Settings, “E-mail”.")
    if account.why == "line" and account.since is not None:
        return _("Waiting for the line since %(when)s") % {"when": _since(account.since, clock)}
    if account.why:
        return _("Waits until messages can leave again")
    if row.why == "later" and row.next_try is not None:
        return _("Their server asked for patience: once more at %(time)s") % {"time": formats.clock_time(row.next_try)}
    if row.next_try is not None:
        return _("The line broke: once more at %(time)s") % {"time": formats.clock_time(row.next_try)}
    return _("Leaves in a moment")


def held(waits: Held, clock: Clock) -> str:
    """How many wait, and since when there is no line; for the foot of the rail."""
    facts = {"n": waits.count}
    if waits.why != "line" or waits.since is None:
        return ngettext("%(n)s message waits: see why", "%(n)s messages wait: see why", waits.count) % facts
    words = ngettext(
        "%(n)s message waits for the line since %(when)s",
        "%(n)s messages wait for the line since %(when)s",
        waits.count,
    )
    return words % {**facts, "when": _since(waits.since, clock)}


def all_wait(account: AccountRow, clock: Clock) -> str:
    """At the head of them all, when none can leave."""
    if account.why == "line" and account.since is not None:
        return _("Waiting for the line since %(when)s") % {"when": _since(account.since, clock)}
    return _("Messages cannot leave")


def in_the_way(account: AccountRow, clock: Clock) -> str:
    """What stands in the way of all messages, since when, and the server's own words; empty when nothing does."""
    if not account.why:
        return ""
    told = [_(IN_THE_WAY.get(account.why, IN_THE_WAY["away"]))]
    if account.since is not None and account.why in {"away", "certificate"}:
        told.append(_("Since %(when)s.") % {"when": _since(account.since, clock)})
    if account.said:
        told.append(_("The server said: “%(said)s”.") % {"said": account.said})
    return " ".join(told)


def _since(moment: datetime, clock: Clock) -> str:
    at = clock.to_wall(moment)
    days = (clock.today() - at.date()).days
    if days == 0:
        return formats.clock_time(at)
    return formats.weekday(at.date()) if days < 7 else formats.date_medium(at.date())
