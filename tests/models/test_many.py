"""Many rows by one statement: each is written, in order, and said; none is no statement."""

from __future__ import annotations

from pathlib import Path

from builders import open_desk
from sqlalchemy import insert, select

from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.many import add_rows


def test_the_same_act_on_several_subjects_is_a_line_each_in_their_order(tmp_path: Path) -> None:
    told: list[frozenset[str]] = []
    with open_desk(tmp_path / "desk") as desk:
        desk.store.changes.subscribe(told.append)
        with desk.store.writing() as session:
            desk.note_each(session, "notified", "mail_item", [7, 3, 5], to="Léa")
        with desk.store.reading() as session:
            lines = session.execute(select(JournalEntry.act, JournalEntry.subject_id, JournalEntry.facts)).all()
    assert [tuple(line) for line in lines] == [("notified", number, '{"to": "Léa"}') for number in (7, 3, 5)]
    assert told == [frozenset({"journal"})]


def test_no_rows_are_no_statement_and_no_news(tmp_path: Path) -> None:
    told: list[frozenset[str]] = []
    with open_desk(tmp_path / "desk") as desk:
        desk.store.changes.subscribe(told.append)
        with desk.store.writing() as session:
            add_rows(session, insert(table_of(JournalEntry)), [])
    assert told == []
