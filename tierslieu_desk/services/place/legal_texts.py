"""Texts the law asks for, as dated rows that the place may edit; never in the code that prints them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk.i18n import DEFAULT_LANGUAGE
from tierslieu_desk.models.place import DatedSetting
from tierslieu_desk.models.store import run
from tierslieu_desk.services.place import legal_defaults

_IN_FORCE = (
    select(DatedSetting.language, DatedSetting.value)
    .where(DatedSetting.key == bindparam("key"), DatedSetting.valid_from <= bindparam("day"))
    .order_by(DatedSetting.valid_from)
)


def begin_with(session: Session, key: str) -> None:
    """Put the usual wordings of that text into a store that has none: one that was set up before it was thought of."""
    if session.scalar(select(DatedSetting.key).where(DatedSetting.key == key).limit(1)) is None:
        usual = [asdict(text) for text in legal_defaults.TEXTS if text.key == key]
        session.execute(insert(DatedSetting), usual)


def text_on(session: Session, key: str, language: str, day: date) -> str:
    """The text in force that day in that language, else in French, else the one for every language; "" if none."""
    found = run(session, _IN_FORCE, {"key": key, "day": day})
    newest: dict[str, str] = {row.language: row.value for row in found}
    return newest.get(language) or newest.get(DEFAULT_LANGUAGE) or newest.get("", "")
