"""A legal duty as a row: what to do, by when, and the button that ends it where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.ui.pages.today import duty_words
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.doors import DoorRow
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.rules.duties import Duty


def duty_row(
    duty: Duty,
    on_sent: Callable[[], object],
    on_proxy: Callable[[], object],
    door: tuple[Callable[[], object], str] | None = None,
) -> Row:
    """`on_sent` and `on_proxy` are bound methods that find the duty in their sender's property `duty`.

    With a `door`, what opens it and what that finds in `leads_to`, the row leads to what the duty is about.
    """
    line = duty_words.line(duty)
    chip = Chip(line.chip, line.kind) if line.chip else None
    sending = duty_words.SENDINGS.get(duty.kind)
    act: QPushButton | None
    if sending is not None:
        act = button(pgettext("a letter or a list", "Sent"), on_sent, says=sending.says(duty))
    elif duty.kind == "proxy_expires":
        act = button(_("Signed…"), on_proxy, says=_("A new postal proxy of %(name)s") % {"name": duty.who})
    else:
        act = None
    if act is not None:
        act.setProperty("duty", duty)
    if door is None:
        return Row(line.strong, line.second, chip=chip, aside=act)
    opens, leads_to = door
    return DoorRow(line.strong, line.second, opens, leads_to, chip=chip, aside=act)
