"""What of a sheet its reader could not read: characters that the paper's fonts lack, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from tierslieu_desk.documents import Unreadable, fonts
from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.documents.sheets import CustomerBlock


def unreadable(sheet: AnySheet) -> Iterator[Unreadable]:
    """Every text of the sheet that would show a box for a letter; of whom it is for, also one that lacks a picture.

    A picture beside words is an ornament and goes without a word; a legal name and an address have none.
    """
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        lacking = fonts.missing_glyphs if isinstance(value, CustomerBlock) else fonts.boxed
        for text in _texts(value):
            characters = lacking(text) or fonts.boxed(text)
            if characters:
                yield Unreadable(field.name, " ".join(text.split()), characters)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
