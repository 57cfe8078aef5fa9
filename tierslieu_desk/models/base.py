"""What every mapped class stands on: names of constraints, column types that refuse the wrong kind of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, cast

from sqlalchemy import CheckConstraint, DateTime, Dialect, ForeignKey, MetaData, String, Table, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from tierslieu_desk.models import spelling

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class WallDateTime(TypeDecorator[datetime]):
    """The place's wall clock: naive, to the second. Refuses an aware value (`TypeError`)."""

    impl = String(19)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(19) if dialect.name == "sqlite" else DateTime(timezone=False))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not isinstance(value, datetime):
            raise TypeError("a wall-clock column takes naive datetimes")
        spelled = spelling.wall_text(value)
        return spelled if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware, kept in UTC to the microsecond. Refuses a naive value (`TypeError`)."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not isinstance(value, datetime):
            raise TypeError("an instant column takes aware datetimes")
        spelled = spelling.instant_text(value)
        return spelled if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value


class Base(DeclarativeBase):
    """Mother of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text()}


def table_of(mapped: type[Base]) -> Table:
    """The table of a mapped class, for statements below it; every one of ours is mapped to a table of its own."""
    return cast("Table", mapped.__table__)


def one_of(column: str, values: Iterable[str], *, name: str | None = None) -> CheckConstraint:
    """The column holds one of the enumeration's words, whichever program writes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_known")


def ref(target: str, *, index: bool = True, nullable: bool = False, ondelete: str = "RESTRICT") -> Any:
    """A foreign key column to `target` ("table.column")."""
    return mapped_column(ForeignKey(target, ondelete=ondelete), index=index, nullable=nullable)


Id = Annotated[int, mapped_column(primary_key=True)]
Wall = Annotated[datetime, mapped_column(WallDateTime())]
OptionalWall = Annotated[datetime | None, mapped_column(WallDateTime(), nullable=True)]
Instant = Annotated[datetime, mapped_column(UtcDateTime())]
OptionalInstant = Annotated[datetime | None, mapped_column(UtcDateTime(), nullable=True)]
Day = Annotated[date, mapped_column()]
Blank = Annotated[str, mapped_column(Text(), default="", server_default="")]
Whole = Annotated[int, mapped_column(default=0, server_default="0")]
