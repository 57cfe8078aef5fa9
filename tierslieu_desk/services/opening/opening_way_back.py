"""What stood before is taken back by the copy that was made for it, as long as nothing was built on it.

Issued numbers, the journal and the ledger of tickets are never deleted: the way back is the whole desk of before. So
whatever was written down since stands in its way, but for what the desk does by itself and would do again.
"""

from __future__ import annotations

import json
from pathlib import Path

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.glance import Glance

ACT, SUBJECT = "import", "opening_position"
_BY_ITSELF = "act IN ('copied', 'renew') OR (act = 'carry_over' AND subject = 'party')"
_LAST = "SELECT max(id) FROM journal"
_BROUGHT = f"SELECT id, facts FROM journal WHERE act = '{ACT}' AND subject = '{SUBJECT}' ORDER BY id DESC LIMIT 1"  # noqa: S608 - words of ours
_SINCE = f"SELECT act, subject, subject_id FROM journal WHERE id > :line AND NOT ({_BY_ITSELF}) ORDER BY id LIMIT 1"  # noqa: S608 - words of ours
_ISSUED = "SELECT number FROM invoice WHERE id = :id"
_PAID = "SELECT y.name, p.amount_cents FROM payment p LEFT JOIN party y ON y.id = p.party_id WHERE p.id = :id"
_CAME = "SELECT y.name FROM visit v LEFT JOIN party y ON y.id = v.party_id WHERE v.id = :id"


def last_line(seen: Glance) -> int:
    """The number of the journal's last line."""
    return int(str(seen.value(_LAST) or 0))


def undisturbed(seen: Glance, line: int) -> bool:
    """Whether nothing but copies was written down since that line."""
    return not seen.rows(_SINCE, line=line)


def copy_of_before(seen: Glance, file: Path | None = None) -> Path:
    """The copy to put back for the last workbook that was brought in, or for that one alone.

    Raises `NeverBroughtIn`, `OpeningBuiltOn`, `FileMissing` when the copy is gone.
    """
    brought = seen.rows(_BROUGHT)
    facts = json.loads(str(brought[0][1])) if brought else {}
    if not facts.get("copy") or (file is not None and facts.get("file") != file.name):
        raise errors.NeverBroughtIn(file="" if file is None else file.name)
    copy = Path(facts["copy"])
    if not copy.is_file():
        raise errors.FileMissing(file=str(copy))
    since = seen.rows(_SINCE, line=brought[0][0])
    if since or facts.get("disturbed"):
        raise errors.OpeningBuiltOn(what=_told(seen, *since[0]) if since else _otherwise(), copy=copy.name)
    return copy


def _told(seen: Glance, act: str, subject: str, number: int | None) -> str:
    if (act, subject) == ("issue", "invoice"):
        return _("%(number)s was issued") % {"number": seen.value(_ISSUED, id=number)}
    if (act, subject) == ("settle", "payment"):
        [(who, cents)] = seen.rows(_PAID, id=number)
        return _("%(who)s paid %(amount)s") % {"who": who or "", "amount": formats.amount(int(cents))}
    if (act, subject) == ("check_in", "visit"):
        return _("%(who)s checked in") % {"who": seen.value(_CAME, id=number) or ""}
    return _otherwise()


def _otherwise() -> str:
    return _("Something else was written down")
