"""Who is at the desk now: saying so, leaving it, and what that person may do.

Kept in memory by one window; two windows of one desk know each their own. Read by plain statements, since the window
asks before it shows anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from tierslieu_desk import errors
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import rights
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.services.desk import Desk

WRONG_IN_A_ROW = 3
WAIT_SECONDS = 20
"""After so many wrong PINs in a row, each further one waits; ten thousand PINs would take more than two days."""


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """Somebody who stands at the desk, as the window shows them; of the PIN, only whether there is one."""

    id: int
    name: str
    role: OperatorRole
    has_pin: bool


class AtTheDesk:
    """Until `begin`, the desk is its owner's: everything may be done, the journal has the computer's user."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._owner = desk.who
        self._begun = False
        self._seated: int | None = None
        self._wrong: dict[int, tuple[int, float]] = {}
        self.ticking: Callable[[], float] = time.monotonic
        """Seconds that only go forward, whatever is done to the computer's clock."""

    def begin(self) -> bool:
        """From now on whoever does something must have said who they are; whether somebody has to say so now.

        Nothing changes for a place that has not ticked operators, or has written down none.
        """
        if not self._begun:
            self._begun = True
            self._desk.ask, self._desk.who = self.ask, self.who
        return self.locked()

    def ticked(self) -> bool:
        """Whether this place has several people at its desk, written down yet or not."""
        with self._desk.store.glancing() as seen:
            return Activity.OPERATORS in str(seen.value("SELECT services FROM place") or "").split()

    def asked_for(self) -> bool:
        """Whether operators are ticked and there is one: then the window shows who is at the desk."""
        with self._desk.store.glancing() as seen:
            return _asked_for(seen)

    def locked(self) -> bool:
        """Whether nobody is at the desk and somebody should be."""
        with self._desk.store.glancing() as seen:
            return self._begun and _asked_for(seen) and self._at(seen) is None

    def now(self) -> OperatorRow | None:
        """Who is at the desk, None when nobody said so or need say so."""
        with self._desk.store.glancing() as seen:
            return self._at(seen) if _asked_for(seen) else None

    def who(self) -> str:
        """The name for the journal: theirs, or the computer's user's for what the desk does by itself."""
        found = self.now() if self._begun and self._seated is not None else None
        return self._owner() if found is None else found.name

    def all(self) -> tuple[OperatorRow, ...]:
        """Everybody who may stand at the desk, by name."""
        with self._desk.store.glancing() as seen:
            return _rows(seen)

    def may(self, right: Right) -> bool:
        """Whether who is at the desk may do that."""
        try:
            self.ask(right)
        except errors.DeskError:
            return False
        return True

    def ask(self, right: Right) -> None:
        """Raises `NotAllowed` when who is at the desk may not do that, `NobodyAtTheDesk` when it was left."""
        if not self._begun:
            return
        with self._desk.store.glancing() as seen:
            if not _asked_for(seen):
                return
            found, kept = self._at(seen), kept_rights(seen)
        if found is None:
            raise errors.NobodyAtTheDesk
        if right not in rights.rights_of(found.role, kept.get(found.role)):
            raise errors.NotAllowed(right=right.value, whose="_".join(rights.whose(right, kept)))

    def sit(self, operator_id: int, pin: str = "") -> OperatorRow:
        """They are at the desk now; the journal says so.

        Raises `NotFound`, `WrongPin`, and `PinWait` after three wrong ones in a row, the right one included.
        """
        from tierslieu_desk.services.front import pins

        with self._desk.store.glancing() as seen:
            row = _row(seen, operator_id)
            kept = seen.value("SELECT pin_hash FROM operator WHERE id = :id", id=operator_id)
        if kept:
            self._refuse_in_haste(operator_id)
            if not pins.fits(pin, kept):
                count = self._wrong.get(operator_id, (0, 0.0))[0] + 1
                self._wrong[operator_id] = (count, self.ticking())
                raise errors.WrongPin(name=row.name, field="pin")
        self._wrong.pop(operator_id, None)
        before, self._seated = self._seated, operator_id
        if self._begun and before != operator_id:
            with self._desk.store.writing() as session:
                self._desk.note(session, "sit", "operator", operator_id)
        return row

    def presume(self, operator_id: int) -> None:
        """They are at the desk without having said so: the first facilitator, who is just being written down."""
        self._seated = operator_id

    def leave(self) -> None:
        """Nobody is at the desk until somebody says who they are; the journal says who left it."""
        left = self._seated
        if left is not None and self.now() is not None:
            with self._desk.store.writing() as session:
                self._desk.note(session, "leave", "operator", left)
        self._seated = None

    def forget_pin(self, operator_id: int, typed: str) -> OperatorRow:
        """Take a forgotten PIN away from the only facilitator: whoever sits at the computer types the place's SIRET.

        A place without one types its name. That number is on every invoice, so it keeps nobody out; it keeps the hand
        from doing it by mistake. What keeps it honest is that it shows: the journal has it, and a line stands on Today
        until somebody closes it. Everybody else's PIN is given anew by a facilitator, in the settings.

        Raises `PinKeptByAnother` when a facilitator can do that, `NotThisPlace`, `NotFound`.
        """
        from tierslieu_desk.models.operators import Operator
        from tierslieu_desk.services.front import shift_notes

        with self._desk.store.glancing() as seen:
            row = _row(seen, operator_id)
            others = [o.name for o in _rows(seen) if o.role is OperatorRole.FACILITATOR and o.id != operator_id]
            siret, name = seen.row("SELECT siret, name FROM place") or ("", "")
        if others or row.role is not OperatorRole.FACILITATOR:
            raise errors.PinKeptByAnother(name=row.name, others=others)
        same = "".join(typed.split()) == siret if siret else search_key(typed) == search_key(name)
        if not same:
            raise errors.NotThisPlace(text=typed, field="place")
        with self._desk.store.writing() as session:
            session.get_one(Operator, operator_id).pin_hash = ""
            session.flush()
            self._desk.note(session, "forget_pin", "operator", operator_id)
            shift_notes.write_pin_forgotten(self._desk, session, row.name)
        self._wrong.pop(operator_id, None)
        return _row_without_pin(row)

    def _at(self, seen: Glance) -> OperatorRow | None:
        return next((row for row in _rows(seen) if row.id == self._seated), None)

    def _refuse_in_haste(self, operator_id: int) -> None:
        count, last = self._wrong.get(operator_id, (0, 0.0))
        left = last + WAIT_SECONDS - self.ticking()
        if count >= WRONG_IN_A_ROW and left > 0:
            raise errors.PinWait(seconds=max(1, round(left)), field="pin")


def kept_rights(seen: Glance) -> dict[OperatorRole, str]:
    """What facilitators changed of the rights of roles."""
    return {OperatorRole(role): words for role, words in seen.rows("SELECT role, rights FROM role_rights")}


_ROWS = "SELECT id, name, role, pin_hash <> '' FROM operator WHERE NOT retired ORDER BY search_key"


def _asked_for(seen: Glance) -> bool:
    does = str(seen.value("SELECT services FROM place") or "").split()
    return Activity.OPERATORS in does and seen.value("SELECT 1 FROM operator WHERE NOT retired LIMIT 1") is not None


def _rows(seen: Glance) -> tuple[OperatorRow, ...]:
    return tuple(OperatorRow(row[0], row[1], OperatorRole(row[2]), bool(row[3])) for row in seen.rows(_ROWS))


def _row(seen: Glance, operator_id: int) -> OperatorRow:
    found = next((row for row in _rows(seen) if row.id == operator_id), None)
    if found is None:
        raise errors.NotFound(what="operator", id=operator_id)
    return found


def _row_without_pin(row: OperatorRow) -> OperatorRow:
    return OperatorRow(row.id, row.name, row.role, has_pin=False)
