"""How a legal duty is said to whoever is at the desk: what to do, for whom, by when, and what ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.translations import day_title

if TYPE_CHECKING:
    from tierslieu_desk.rules.duties import Duty
    from tierslieu_desk.services.post.domiciliations import Domiciliations


@dataclass(frozen=True, slots=True)
class Sending:
    """How a duty is ended by sending something: the name of its button, what is told then, and the act.

    `send` notes that it went and gives the way back.
    """

    says: Callable[[Duty], str]
    told: Callable[[Duty], str]
    send: Callable[[Domiciliations, Duty], Callable[[], None]]


def line(duty: Duty) -> Line:
    """The row of one duty; late ones are told so. Raises `KeyError` for a kind without a sentence."""
    strong, second = SENTENCES[duty.kind](duty)
    if duty.kind == "mail_long_not_collected" and duty.days <= 0:
        return Line(strong, second)  # the letter has gone: nothing of it is late
    return Line(strong, second, _chip(duty.days), "bad" if duty.days < 0 else "warning")


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}


def _chip(left: int) -> str:
    if left < 0:
        return _("%(days)s late") % {"days": _days(-left)}
    return _("today") if left == 0 else _("in %(days)s") % {"days": _days(left)}


def _facts(duty: Duty) -> dict[str, str]:
    waited = _today(duty) - (duty.since or _today(duty))
    return {"name": duty.who, "day": day_title(duty.due), "days": _days(waited.days)}


def _today(duty: Duty) -> date:
    return duty.due - timedelta(days=duty.days)


def _mail(duty: Duty) -> tuple[str, str]:
    second = _("Call %(name)s. If nobody comes, write to the registry on %(day)s.")
    return _("Mail not collected for %(days)s") % _facts(duty), second % _facts(duty)


def _mail_long(duty: Duty) -> tuple[str, str]:
    second = _("%(name)s: get the letter to the registry ready, it goes on %(day)s.")
    if duty.days <= 0:
        second = _("%(name)s: three months are over. Call them again, or send the mail back.")
    return _("Mail not collected for %(days)s") % _facts(duty), second % _facts(duty)


def _registry_mail(duty: Duty) -> tuple[str, str]:
    second = _("Nobody has collected their mail for %(days)s: the law asks for this letter after three months.")
    return _("Write to the registry about %(name)s") % _facts(duty), second % _facts(duty)


def _registry_end(duty: Duty) -> tuple[str, str]:
    strong = _("Write to the registry: %(name)s has left")
    return strong % _facts(duty), _("Their seat was here until %(day)s.") % _facts(duty)


def _proxy(duty: Duty) -> tuple[str, str]:
    strong = _("%(name)s: the postal proxy ends on %(day)s") if duty.days >= 0 else _("%(name)s: no postal proxy")
    return strong % _facts(duty), _("Have a new one signed, or you may not receive their registered mail.")


def _quarter(duty: Duty) -> tuple[str, str]:
    second = _("To the tax office and social security, by %(day)s.")
    return _("Send the list of companies that came or left last quarter"), second % _facts(duty)


def _january(duty: Duty) -> tuple[str, str]:
    second = _("To the tax office and social security, by %(day)s.")
    return _("Send the list of companies that had their seat here on 1 January"), second % _facts(duty)


def _approval(duty: Duty) -> tuple[str, str]:
    second = _("Ask the prefecture for the next one now: without it, no company may have its seat here.")
    strong = _("The approval to domicile companies ends on %(day)s")
    if duty.days < 0:
        strong = _("The approval to domicile companies ended on %(day)s")
    return strong % _facts(duty), second


SENTENCES: dict[str, Callable[[Duty], tuple[str, str]]] = {
    "mail_not_collected": _mail,
    "mail_long_not_collected": _mail_long,
    "tell_registry_mail": _registry_mail,
    "tell_registry_end": _registry_end,
    "proxy_expires": _proxy,
    "quarter_list": _quarter,
    "january_list": _january,
    "approval_expires": _approval,
}
"""One for every `rules.duties.DutyKind`: what to do, then whom it goes to and by when."""


def _tell_registry(contracts: Domiciliations, duty: Duty) -> Callable[[], None]:
    return partial(contracts.registry_not_told, contracts.registry_told(duty.contract_id or 0))


def _send_list(contracts: Domiciliations, duty: Duty) -> Callable[[], None]:
    contracts.list_sent(duty.list_key)
    return partial(contracts.list_not_sent, duty.list_key)


def _letter_went(duty: Duty) -> str:
    return _("The letter to the registry about %(name)s was sent.") % _facts(duty)


SENDINGS: dict[str, Sending] = {
    "tell_registry_mail": Sending(
        lambda duty: _("Sent: the letter to the registry about the mail of %(name)s") % _facts(duty),
        _letter_went,
        _tell_registry,
    ),
    "tell_registry_end": Sending(
        lambda duty: _("Sent: the letter to the registry, %(name)s has left") % _facts(duty),
        _letter_went,
        _tell_registry,
    ),
    "quarter_list": Sending(
        lambda _duty: _("Sent: the list of companies that came or left last quarter"),
        lambda _duty: _("The list of companies that came or left last quarter was sent."),
        _send_list,
    ),
    "january_list": Sending(
        lambda _duty: _("Sent: the list of companies that had their seat here on 1 January"),
        lambda _duty: _("The list of companies that had their seat here on 1 January was sent."),
        _send_list,
    ),
}
"""The kinds that end once something was sent; each has its button on Today."""

_PAPERS: dict[str, Callable[[Duty], str]] = {
    "mail_long_not_collected": lambda duty: _("Letter to the registry: mail of %(name)s") % _facts(duty),
    "tell_registry_mail": lambda duty: _("Letter to the registry: mail of %(name)s") % _facts(duty),
    "tell_registry_end": lambda duty: _("Letter to the registry: %(name)s has left") % _facts(duty),
    "quarter_list": lambda _duty: _("List of companies: last quarter"),
    "january_list": lambda _duty: _("List of companies: 1 January"),
}


def paper(duty: Duty) -> str:
    """What the paper is called that a duty asks for (`services.domiciliation_papers` draws it), empty when none.

    Once the three months are over another duty asks for the letter about the mail.
    """
    if duty.kind not in _PAPERS or (duty.kind == "mail_long_not_collected" and duty.days <= 0):
        return ""
    return _PAPERS[duty.kind](duty)


ENDED_OTHERWISE = frozenset({"mail_not_collected", "mail_long_not_collected", "proxy_expires", "approval_expires"})
"""The other kinds: by mail that is collected, a proxy or an approval whose new date must be known."""
