"""What roles and rights are called on screen."""

from __future__ import annotations

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import OperatorRole, Right

SWITCH_KEY = "F12"
LEAVE_KEY = "Ctrl+L"


def role_word(role: OperatorRole) -> str:
    """What a role is called."""
    return {
        OperatorRole.FACILITATOR: _("Facilitator"),
        OperatorRole.VOLUNTEER: _("Volunteer"),
        OperatorRole.TREASURER: _("Treasurer"),
    }[role]


def rights_words() -> tuple[tuple[Right, str, str], ...]:
    """Each right that can be given, with what it lets one do."""
    return (
        (Right.MONEY_BACK, _("Give money back"), _("reverse a payment, pay out a credit note")),
        (Right.ISSUE, _("Issue invoices"), _("one by one, or the whole month; tickets at the counter are for all")),
        (Right.CREDIT, _("Write credit notes"), _("what was issued is never changed otherwise")),
        (Right.CLOSE_TILL, _("Close the till"), _("the day, the month, the year, for good")),
        (Right.PRICES, _("Change plans and prices"), _("of desks and rooms, of plans, at the counter")),
        (Right.REPORTS, _("See what came in"), _("the reports, and the files for the accountant")),
        (Right.SETTINGS, _("Change the settings"), _("the place, its hours and closures, desks and rooms, lists")),
        (Right.IMPORT, _("Bring in a list of people"), _("from a spreadsheet, many at once")),
        (Right.RESTORE, _("Put a copy back"), _("it takes the place of all there is")),
        (Right.OVERRIDE, _("Book in spite of a rule"), _("outside the hours, too close together; with a reason")),
        (Right.ERASE, _("Take people out of the files"), _("or make one of two that are the same")),
    )
