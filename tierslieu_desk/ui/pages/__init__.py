"""The pages of the window, in the order of the rail.

To add a page
-------------
1. One folder in this package whose `page.py` holds a subclass of `tierslieu_desk.ui.page.Page`; its constructor takes
   what it needs (services, `Changes`, the clock) and nothing else. What several pages use is in `shared`.
2. One function here that imports it and builds it: pages are imported when they are first opened, so that the window
   starts with what its first page needs.
3. One `PageSpec` in `PAGES`, its title marked with `N_`, its icon from `tierslieu_desk.ui.icons.GLYPHS`.
4. Its one screen of help: `help = Help(...)` in the class (`tierslieu_desk.ui.help`).
5. One test that opens it, `tests/ui/test_page_<code>.py`; `tests/ui/test_pages.py` demands it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tierslieu_desk.i18n import N_
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page of the rail.

    `waiting`, when given, counts what waits there for the badge; it is asked again when one of `watches` is touched
    and must be quick (one indexed query), since it runs for pages that are not open. `needs` names what the place must
    do, one of it, for the page to be in sight (`desk.md`: everything else stays invisible until ticked).
    """

    code: str
    title: str
    icon: str
    factory: Callable[[Surroundings[Any]], Page]
    watches: frozenset[str] = frozenset()
    waiting: Callable[[Surroundings[Any]], int] | None = None
    at_foot: bool = False
    needs: frozenset[Activity] = frozenset()
    rights: frozenset[Right] = frozenset()
    """Whoever has one of them sees the page; the others are told whose it is."""


def _today(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.today.page import TodayPage

    return TodayPage(around)


def _planning(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.planning.page import PlanningPage

    return PlanningPage(around)


def _people(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.people.page import PeoplePage

    return PeoplePage(around)


def _mail(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.mail.page import MailPage

    return MailPage(around)


def _mail_waiting(around: Surroundings[Any]) -> int:
    return int(around.services.today.mail_waiting())


def _equipment(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.equipment.page import EquipmentPage

    return EquipmentPage(around)


def _overdue(around: Surroundings[Any]) -> int:
    return int(around.services.today.overdue())


def _money(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.money.page import MoneyPage

    return MoneyPage(around)


def _money_waiting(around: Surroundings[Any]) -> int:
    """Payers with something to be invoiced, or with an invoice that is overdue."""
    count: int = around.services.to_invoice.waiting()
    return count


MONEY_WAITS = frozenset({"charge", "invoice", "open_invoice", "payment_allocation"})


def _messages(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.messages.page import MessagesPage

    return MessagesPage(around)


def _messages_waiting(around: Surroundings[Any]) -> int:
    return int(around.services.today.messages_waiting())


def _settings(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.settings.page import SettingsPage

    return SettingsPage(around)


def _network(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.network.page import NetworkPage

    return NetworkPage(around)


def _events(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.events.page import EventsPage

    return EventsPage(around)


def _reports(around: Surroundings[Any]) -> Page:
    from tierslieu_desk.ui.pages.reports.page import ReportsPage

    return ReportsPage(around)


SETTING_UP = frozenset({Right.SETTINGS, Right.PRICES, Right.RESTORE, Right.OPERATORS})

PAGES: tuple[PageSpec, ...] = (
    PageSpec("today", N_("Today"), "house", _today),
    PageSpec("planning", N_("Planning"), "calendar-blank", _planning),
    PageSpec("people", N_("People"), "users", _people),
    PageSpec(
        "mail",
        N_("Mail"),
        "envelope-simple",
        _mail,
        watches=frozenset({"mail_item"}),
        waiting=_mail_waiting,
        needs=frozenset({Activity.DOMICILIATION}),
    ),
    PageSpec(
        "equipment",
        N_("Equipment"),
        "wrench",
        _equipment,
        watches=frozenset({"loan"}),
        waiting=_overdue,
        needs=frozenset({Activity.EQUIPMENT, Activity.KEYS}),
    ),
    PageSpec("events", N_("Events"), "ticket", _events, needs=frozenset({Activity.EVENTS, Activity.TRAINING})),
    PageSpec("money", N_("Money"), "currency-eur", _money, MONEY_WAITS, _money_waiting),
    PageSpec(
        "messages",
        N_("Messages"),
        "paper-plane-tilt",
        _messages,
        watches=frozenset({"message"}),
        waiting=_messages_waiting,
        needs=frozenset({Activity.MESSAGES}),
    ),
    PageSpec("network", N_("Network"), "globe", _network, needs=frozenset({Activity.LISTING})),
    PageSpec("reports", N_("Reports"), "chart-bar", _reports, rights=frozenset({Right.REPORTS})),
    PageSpec("settings", N_("Settings"), "gear-six", _settings, at_foot=True, rights=SETTING_UP),
)
