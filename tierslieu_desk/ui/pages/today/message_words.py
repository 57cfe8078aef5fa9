"""What Today says of messages that want somebody."""

from __future__ import annotations

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.pages.shared.lines import Line


def line(kind: str, count: int, days: int) -> Line:
    """What is to be done with them, by what they are (`services.messages_due`)."""
    facts = {"n": count}
    since = ngettext("for %(n)s day", "for %(n)s days", days) % {"n": days} if days > 0 else _("since today")
    if kind == "stuck":
        strong = ngettext("%(n)s message did not leave", "%(n)s messages did not leave", count) % facts
        return Line(strong, _("refused, or left open whether it arrived"), _("to see"), "bad")
    if kind == "held":
        strong = ngettext("%(n)s message waits for the line", "%(n)s messages wait for the line", count) % facts
        return Line(strong, since)
    if kind == "letters":
        return Line(ngettext("%(n)s letter to print", "%(n)s letters to print", count) % facts, since)
    return Line(ngettext("%(n)s person to call", "%(n)s people to call", count) % facts, since)
