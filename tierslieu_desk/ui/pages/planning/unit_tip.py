"""What a unit is, while the pointer rests on its name: seats, floor, a few words, what it looks like."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import place_words
from tierslieu_desk.ui.services import DeskServices

_WIDTH = 240


def unit_tip(services: DeskServices, unit_id: int) -> str:
    """Rich text, every word of theirs escaped. Raises `UnknownUnit`."""
    row, depth = services.units.get(unit_id), services.unit_depths.of(unit_id)
    facts = [place_words.kind_word(row.kind)]
    if row.kind not in {UnitKind.TOOL, UnitKind.LOCKER}:
        facts.append(ngettext("%(n)s seat", "%(n)s seats", row.seats) % {"n": row.seats})
    if row.legal_seats < row.seats:
        facts.append(_("%(n)s people at most") % {"n": row.legal_seats})
    facts += [depth.floor] if depth.floor else []
    lines = [f"<b>{escape(row.name)}</b>", escape(" · ".join(facts))]
    lines += [escape(row.description)] if row.description else []
    if depth.photo is not None:
        lines.append(f'<img width="{_WIDTH}" src="data:image/jpeg;base64,{b64encode(depth.photo).decode("ascii")}">')
    return "<br>".join(lines)
