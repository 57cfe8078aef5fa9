"""A mapped statement read by plain SQL, for what is asked at every letter typed: a tenth of the time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects import sqlite

from tierslieu_desk.models.glance import Glance


class Plainly:
    """That statement for some numbers of `key`; the values come as the columns' types make them."""

    def __init__(self, statement: Select[Any], key: ColumnElement[int]) -> None:
        dialect = sqlite.dialect(paramstyle="named")
        these = select(func.json_each(" ").table_valued("value").c.value)
        wanted = statement.where(key.in_(these)).compile(dialect=dialect)
        self._given = {name: value for name, value in wanted.params.items() if value != " "}
        self._these = next(name for name, value in wanted.params.items() if value == " ")
        self._sql = str(wanted)
        self._columns = [
            (column.key or "", column.type.dialect_impl(dialect).result_processor(dialect, None))
            for column in statement.selected_columns
        ]

    def read(self, seen: Glance, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Each row there is, in no order."""
        given = {**self._given, self._these: json.dumps(list(numbers))}
        for row in seen.rows(self._sql, **given):
            yield {name: _made(made, value) for (name, made), value in zip(self._columns, row, strict=True)}


def _made(made: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if made is None else made(value)
