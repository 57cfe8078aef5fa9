"""The register of visitors: who came, by name for as long as the law lets it be, then by number alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Date, bindparam, text

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.plans import Visit
from tierslieu_desk.models.store import touch
from tierslieu_desk.rules.visiting import kept_until, months_before
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import export_files
from tierslieu_desk.services.file.export_files import Cell
from tierslieu_desk.services.place.legal_defaults import EVER
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.visit.register_due import MONTHS_KEPT, PAID, USUAL_MONTHS, VISITORS

MOST_SHOWN = 400
_FORGOTTEN = "forget_visitors"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register. An empty `name` is no longer kept."""

    visit_id: int
    day: date
    arrived: datetime
    left: datetime | None
    name: str
    host: str


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What would lose its name now: visits before `before`, of so many people; `sold`: stay, since they were paid for.

    `names` are some of them, the first to be forgotten first.
    """

    before: date
    months: int
    visits: int
    people: int
    sold: int
    names: tuple[str, ...]


@asking({Right.ERASE: "forget"})
class VisitorRegister:
    """Names go by hand, after a look at which; how many came stays as it was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def months(self) -> int:
        """For how many months a visitor's name is kept."""
        said = Places(self._desk).text(MONTHS_KEPT, "")
        return int(said) if said.isdigit() and int(said) else USUAL_MONTHS

    def keep_for(self, months: int) -> None:
        """For so many months from today on. Raises `MissingFact` for less than one."""
        if months < 1:
            raise errors.MissingFact(field="months", who="")
        Places(self._desk).set_text(MONTHS_KEPT, "", str(months))

    def rows(self, first: date, last: date) -> tuple[RegisterRow, ...]:
        """Visitors who came on those days, both included, the last first."""
        with self._desk.store.glancing() as seen:
            found = seen.rows(_ROWS, first=first, last=last, most=MOST_SHOWN)
        wall = self._desk.clock.to_wall
        return tuple(
            RegisterRow(
                number,
                date.fromisoformat(day),
                wall(datetime.fromisoformat(arrived)),
                None if left is None else wall(datetime.fromisoformat(left)),
                name or "",
                host or "",
            )
            for number, day, arrived, left, name, host in found
        )

    def export(self, file: Path, first: date, last: date) -> Path:
        """Those lines as CSV or XLSX, each with the last day its name may be kept; a name past that day is left out.

        Raises `NotASpreadsheet`, `FolderReadOnly`, `DiskFull`.
        """
        months, today = self.months(), self._desk.clock.today()
        header = (_("Date"), _("Came"), _("Left"), _("Visitor"), _("Guest of"), _("Name kept until"))
        lines: list[tuple[Cell, ...]] = []
        for row in self.rows(first, last):
            until = kept_until(row.day, months)
            named = (row.name, row.host, until) if row.name and today <= until else ("", "", None)
            lines.append((row.day, _hour(row.arrived), _hour(row.left), *named))
        return export_files.write_table(file, _("Register of visitors"), header, lines)

    def look(self) -> Forgetting:
        """What forgetting now would do."""
        months = self.months()
        before = months_before(self._desk.clock.today(), months)
        with self._desk.store.glancing() as seen:
            visits, people = seen.rows(_OLD, before=before, since=EVER)[0]
            names = tuple(row[0] for row in seen.rows(_NAMES, before=before))
            sold = seen.value(_SOLD, before=before)
        return Forgetting(before, months, visits, people, sold, names)

    def forget(self, seen: Forgetting) -> int:
        """Take the names of those visits away for good; how many they were. There is no way back.

        Raises `ChangedMeanwhile` when it would be others than were looked at.
        """
        with self._desk.store.writing() as session:
            if self.look() != seen:
                raise errors.ChangedMeanwhile(what="visit")
            if seen.visits:
                gone = session.execute(_TO_FORGET, {"before": seen.before}).mappings().all()
                session.execute(_FORGET, [dict(row) for row in gone])
                touch(session, Visit.__tablename__)
            self._desk.note(session, _FORGOTTEN, "visitor_register", 1, before=seen.before, visits=seen.visits)
        return seen.visits


def _hour(moment: datetime | None) -> str:
    return "" if moment is None else formats.clock_time(moment.time())


_ROWS = """
    SELECT v.id, v.day, v.arrived_at, v.left_at, p.name, h.name FROM visit AS v
    LEFT JOIN party AS p ON p.id = v.party_id LEFT JOIN party AS h ON h.id = v.host_id
    WHERE v.day BETWEEN :first AND :last AND v.role = 'visitor' AND NOT v.undone
        AND (v.party_id IS NOT NULL OR v.someone IS NOT NULL)
    ORDER BY v.day DESC, v.arrived_at DESC, v.id DESC LIMIT :most
"""
_OLD = f"""
    SELECT count(*), count(DISTINCT v.party_id) FROM visit AS v
    WHERE {VISITORS} AND v.day >= :since AND v.day < :before AND NOT {PAID}
"""  # noqa: S608 - no value in it
_NAMES = f"""
    SELECT p.name FROM visit AS v JOIN party AS p ON p.id = v.party_id
    WHERE {VISITORS} AND v.day < :before AND NOT {PAID} GROUP BY p.id ORDER BY min(v.day), p.id LIMIT 12
"""  # noqa: S608 - no value in it
_SOLD = f"SELECT count(*) FROM visit AS v WHERE {VISITORS} AND v.day < :before AND {PAID}"  # noqa: S608 - pieces of ours
_TO_FORGET = text(
    f"""
    SELECT v.id, (SELECT min(w.id) FROM visit AS w WHERE w.party_id = v.party_id AND w.day = v.day) AS someone
    FROM visit AS v WHERE {VISITORS} AND v.day < :before AND NOT {PAID}
    """  # noqa: S608 - no value in it
).bindparams(bindparam("before", type_=Date()))
_FORGET = text("UPDATE visit SET party_id = NULL, host_id = NULL, note = '', someone = :someone WHERE id = :id")
