"""The rows of Today of whoever is here without having come in by name: for a booking, at an event, as a guest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.today import words
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.services.visit.presence import Present


def also_row(one: Present, leaves: Callable[[], object]) -> Row:
    """Only a guest is seen off here, by a button that carries `visit`; the others leave with what they came for."""
    line = words.also(one)
    face = Avatar(one.name, words.avatar_kind(one.party_id or 0))
    if one.visit_id is None:
        return Row(line.strong, line.second, lead=(face,), chip=Chip(line.chip, line.kind) if line.chip else None)
    off = button("", leaves, look="quiet", icon="sign-out", says=_("%(name)s leaves") % {"name": line.strong})
    off.setFixedWidth(34)
    off.setProperty("visit", one.visit_id)
    return Row(line.strong, line.second, lead=(face,), aside=off)
