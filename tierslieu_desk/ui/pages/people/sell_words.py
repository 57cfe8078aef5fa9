"""What is read before something is sold: what somebody agrees to with a plan, and what the code of a gift gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.ui import hour_words
from tierslieu_desk.ui.pages.today.words import half_days

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.passes import GiftRow
    from tierslieu_desk.services.plan.plans import PlanRow
    from tierslieu_desk.ui.services import DeskServices


def agreed(plan: PlanRow) -> str:
    """How long they stay at least, the notice, the papers to bring; nothing of a plan that asks for none."""
    parts = []
    if plan.least_months:
        months = ngettext("for %(n)s month at least", "for %(n)s months at least", plan.least_months)
        parts.append(months % {"n": plan.least_months})
    if plan.notice_days:
        days = ngettext("notice of %(n)s day", "notice of %(n)s days", plan.notice_days)
        parts.append(days % {"n": plan.notice_days})
    if plan.notice_periods:
        parts.append(_notice(plan.period, plan.notice_periods))
    if plan.papers:
        parts.append(_("to bring: %(papers)s") % {"papers": ", ".join(plan.papers)})
    return _("They agree to this: %(terms)s") % {"terms": " · ".join(parts)} if parts else ""


def _notice(period: Period, count: int) -> str:
    """Periods of notice are whole ones."""
    words = {
        Period.WEEK: ngettext("notice of %(n)s whole week", "notice of %(n)s whole weeks", count),
        Period.MONTH: ngettext("notice of %(n)s whole month", "notice of %(n)s whole months", count),
        Period.QUARTER: ngettext("notice of %(n)s whole quarter", "notice of %(n)s whole quarters", count),
        Period.YEAR: ngettext("notice of %(n)s whole year", "notice of %(n)s whole years", count),
    }
    return words[period] % {"n": count}


def behind(services: DeskServices, code: str) -> str:
    """What a code gives, and from whom; nothing while nothing is known of it."""
    gift = services.passes.behind(code)
    if gift is not None:
        facts = {"name": gift.name, "days": _amount(gift), "giver": gift.giver}
        return _("%(name)s, from %(giver)s: %(days)s to use, and nothing to pay.") % facts
    cents = services.prepaid_cards.behind(code)
    if not cents:
        return ""
    return _("A prepaid card with %(amount)s on it, and nothing to pay.") % {"amount": formats.amount(cents)}


def _amount(gift: GiftRow) -> str:
    days = half_days(gift.half_days) if gift.half_days or not gift.minutes else ""
    hours = hour_words.hours_of(gift.hours_of, gift.minutes) if gift.hours_of and gift.minutes else ""
    return " + ".join(part for part in (days, hours) if part)


def made_good(half_days_ahead: int, left: int) -> str:
    """What was used ahead and is made good by what was just sold; no word where nothing was."""
    if half_days_ahead <= 0:
        return ""
    facts = {"ahead": half_days(half_days_ahead), "left": half_days(left)}
    return _("It makes good %(ahead)s used ahead: %(left)s left.") % facts
