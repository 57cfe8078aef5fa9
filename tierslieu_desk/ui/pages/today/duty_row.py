"""A legal duty as a row: what to do, by when, and the button that ends it where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

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
    on_paper: Callable[[], object] | None = None,
    *,
    stacked: bool = False,
    door: tuple[Callable[[], object], str] | None = None,
) -> Row:
    """`on_sent`, `on_proxy`, `on_paper` are bound methods that find the duty in their sender's property `duty`.

    With `on_paper` there is a button for the letter or the list that the duty asks for, to look at and print.
    `stacked`: buttons stand one above the other, where the row is short. With a `door`, what opens it and what that
    finds in `leads_to`, the row leads to what the duty is about.
    """
    line = duty_words.line(duty)
    chip = Chip(line.chip, line.kind) if line.chip else None
    sending = duty_words.SENDINGS.get(duty.kind)
    acts: list[QPushButton] = []
    paper = duty_words.paper(duty)
    if paper and on_paper is not None:
        acts.append(button(_("Letter…") if duty.contract_id else _("List…"), on_paper, says=paper))
    if sending is not None:
        act = button(pgettext("a letter or a list", "Sent"), on_sent, says=sending.says(duty))
        acts.append(act)
    elif duty.kind == "proxy_expires":
        act = button(_("Signed…"), on_proxy, says=_("A new postal proxy of %(name)s") % {"name": duty.who})
        acts.append(act)
    for act in acts:
        act.setProperty("duty", duty)
        act.setAccessibleDescription(line.strong)
    aside = _together(acts, stacked)
    if door is None:
        return Row(line.strong, line.second, chip=chip, aside=aside)
    opens, leads_to = door
    return DoorRow(line.strong, line.second, opens, leads_to, chip=chip, aside=aside)


def _together(acts: Sequence[QPushButton], stacked: bool) -> QWidget | None:
    if len(acts) < 2:
        return acts[0] if acts else None
    both = QWidget()
    across = QVBoxLayout(both) if stacked else QHBoxLayout(both)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    for act in acts:
        across.addWidget(act)
    return both
