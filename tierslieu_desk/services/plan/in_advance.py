"""Half-days used before they are bought, as far as the house lets a balance go below zero.

They stand on a line of their own, the only one that may be below zero (a guard): a visit writes it, and the next book
makes it good by two opposite lines, one right after the other.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk.i18n import _
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import allowances

_ADD_PASS, _ADD_RIGHT = insert(table_of(Pass)), insert(table_of(Allowance))


def take(desk: Desk, session: Session, whose: tuple[int, int], missing: int, day: date) -> int:
    """What a visit (`whose`: the person and it) takes ahead of what nothing covers: as much as still may; how much.

    Only of somebody whose own pass is good that day and used up: who never bought one pays the day.
    """
    party_id, visit_id = whose
    taken = min(missing, room(session, party_id, day))
    if taken <= 0 or any(allowances.left_of(session, right) for right in _own(session, party_id, day)):
        return 0
    ahead = _ahead(session, party_id)
    right = ahead[0][0] if ahead else _begin(desk, session, party_id, day)
    allowances.write_line(desk, session, right, (-taken, LedgerReason.IN_ADVANCE), visit_id)
    return taken


def room(session: Session, party_id: int, day: date) -> int:
    """How many half-days they may still take ahead once nothing is left of their own passes; none without any."""
    limit = int(session.scalar(select(Place.below_half_days)) or 0)
    if limit <= 0 or not _own(session, party_id, day):
        return 0
    return max(0, limit + sum(min(0, balance) for _id, balance in _ahead(session, party_id)))


def make_good(desk: Desk, session: Session, party_id: int, right_id: int) -> None:
    """A book that was bought first makes good what they took ahead; what runs from a check-in on does not."""
    for ahead, balance in _ahead(session, party_id):
        half_days = min(-balance, allowances.left_of(session, right_id))
        if half_days > 0:
            _move(desk, session, (right_id, ahead), half_days)


def take_back(desk: Desk, session: Session, right_id: int) -> None:
    """What was bought is taken back: it made nothing good."""
    found = session.scalars(
        select(AllowanceEntry)
        .where(AllowanceEntry.allowance_id == right_id, AllowanceEntry.reason == LedgerReason.MADE_GOOD)
        .order_by(AllowanceEntry.id)
    ).all()
    if sum(line.half_days for line in found) == 0:
        return
    for line in found:
        ahead = session.scalars(select(AllowanceEntry.allowance_id).where(AllowanceEntry.id == line.id + 1)).one()
        _move(desk, session, (ahead, right_id), -line.half_days)


def _move(desk: Desk, session: Session, between: tuple[int, int], half_days: int) -> None:
    for right, moved in zip(between, (-half_days, half_days), strict=True):
        allowances.write_line(desk, session, right, (moved, LedgerReason.MADE_GOOD), None)


def _ahead(session: Session, party_id: int) -> list[tuple[int, int]]:
    """The lines on which they take ahead, the oldest first: one, but of two who turned out to be one."""
    found = select(Allowance.id).join(Pass, Pass.id == Allowance.pass_id)
    rights = session.scalars(found.where(Allowance.party_id == party_id, Pass.in_advance).order_by(Allowance.id))
    return [(right, allowances.left_of(session, right)) for right in rights.all()]


def _own(session: Session, party_id: int, day: date) -> list[int]:
    """The rights that passes of their own give that day, used up or not."""
    lasting = (Allowance.valid_until.is_(None)) | (
        (Allowance.valid_until >= day) & (Allowance.valid_until > Allowance.valid_from)
    )
    found = select(Allowance.id).join(Pass, Pass.id == Allowance.pass_id)
    mine = Allowance.party_id == party_id, Pass.in_advance.is_(False), Allowance.valid_from <= day, lasting
    return list(session.scalars(found.where(*mine)).all())


def _begin(desk: Desk, session: Session, party_id: int, day: date) -> int:
    facts: dict[str, Any] = {"party_id": party_id, "name": _("In advance"), "valid_from": day, "valid_until": None}
    pass_id = add_row(session, _ADD_PASS, facts | {"sold_at": desk.clock.now(), "in_advance": True})
    right = {"party_id": party_id, "subscription_id": None, "pass_id": pass_id, "valid_from": day, "valid_until": None}
    return add_row(session, _ADD_RIGHT, right | {"shared": False})
