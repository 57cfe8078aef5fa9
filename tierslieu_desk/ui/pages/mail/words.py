"""How mail is said at the desk: what came, what is on the shelf, what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.ui.pages.shared.lines import Line

if TYPE_CHECKING:
    from tierslieu_desk.services.post.domiciliations import DomiciliationRow
    from tierslieu_desk.services.post.mail import GoneRow, MailActRow, MailRow, ShelfRow

KINDS = {
    "letter": N_("Letter"),
    "registered": N_("Registered letter"),
    "parcel": N_("Parcel"),
    "judicial": N_("Judicial act"),
    "leaflet": N_("Leaflet"),
}
WITH_REFERENCE = frozenset({"registered", "judicial", "parcel"})
_ACTS = {
    "notified": N_("They were told"),
    "handed_over": N_("Handed over"),
    "forwarded": N_("Sent on"),
    "scanned": N_("Scanned"),
    "returned": N_("Sent back"),
    "destroyed": N_("Destroyed"),
}


def kind_word(kind: str) -> str:
    """What it is."""
    return _(KINDS[kind])


def act_word(act: str) -> str:
    """What was done with it."""
    return _(_ACTS[act])


def days(count: int) -> str:
    """A number of days in words."""
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}


def items(count: int) -> str:
    """How many things."""
    return ngettext("%(n)s piece of mail", "%(n)s pieces of mail", count) % {"n": count}


def since(count: int) -> str:
    """How long something has been here."""
    return _("since today") if count <= 0 else _("for %(days)s") % {"days": days(count)}


def what(item: MailRow) -> str:
    """A thing and its sender, as one speaks of it."""
    return " · ".join(part for part in (kind_word(item.kind), item.sender) if part)


def where(item: MailRow) -> str:
    """The second line of a thing on the shelf."""
    shelf = _("shelf %(shelf)s") % {"shelf": item.shelf} if item.shelf else ""
    return " · ".join(part for part in (shelf, since(item.days), item.reference) if part)


def told_chip(item: MailRow, today: date) -> tuple[str, str]:
    """Whether anybody was told of it, and the kind of the chip."""
    if item.notified_on is None:
        return _("not told"), "warning"
    if item.notified_on == today:
        return _("told today"), "accent"
    return pgettext("mail", "told"), "neutral"


def shelf_state(row: ShelfRow) -> str:
    """What is to know of one addressee in the list."""
    if row.untold:
        return _("to be told") if row.untold == row.items else _("%(n)s to be told") % {"n": row.untold}
    return pgettext("mail", "told")


def shelf_kind(row: ShelfRow) -> str:
    """The colour of that."""
    return "warning" if row.untold else "neutral"


def seat(contract: DomiciliationRow | None, today: date) -> str:
    """Whether somebody has their seat here."""
    if contract is None:
        return _("not here: no contract")
    if contract.ends is not None and contract.ends <= today:
        return _("no longer here since %(day)s") % {"day": formats.date_medium(contract.ends)}
    if contract.ends is not None:
        return _("here until %(day)s") % {"day": formats.date_medium(contract.ends)}
    return _("here since %(day)s") % {"day": formats.date_medium(contract.starts)}


def proxy(contract: DomiciliationRow | None, today: date) -> str:
    """How the postal proxy stands, for whoever holds a registered letter in their hand; empty without a contract."""
    if contract is None or (contract.ends is not None and contract.ends <= today):
        return ""
    if contract.proxy_until is None:
        return _("none signed")
    if contract.proxy_until < today:
        return _("ended on %(day)s") % {"day": formats.date_medium(contract.proxy_until)}
    return _("until %(day)s") % {"day": formats.date_medium(contract.proxy_until)}


def proxy_holds(contract: DomiciliationRow | None, today: date) -> bool:
    """Whether the desk may sign for registered mail today."""
    return contract is not None and contract.proxy_until is not None and contract.proxy_until >= today


def collected(contract: DomiciliationRow, today: date) -> str:
    """How long nobody has collected, in the list of companies."""
    if contract.since is None:
        return "–"
    return since((today - contract.since).days)


def gone(row: GoneRow) -> Line:
    """A thing that has left the shelf."""
    strong = " · ".join(part for part in (kind_word(row.kind), row.sender) if part)
    return Line(strong, done(row.act, row.to_whom, row.by))


def done(act: str, to_whom: str, by: str) -> str:
    """An act, to whom, and who did it."""
    whom = _("to %(name)s") % {"name": to_whom} if to_whom else ""
    signed = _("by %(name)s") % {"name": by} if by else ""
    return ", ".join(part for part in (act_word(act), whom, signed) if part)


def act(row: MailActRow) -> Line:
    """One act in the history of a thing."""
    return Line(act_word(row.act), done(row.act, row.to_whom, row.by).partition(", ")[2])
