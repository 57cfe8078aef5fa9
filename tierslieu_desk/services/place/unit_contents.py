"""What is in a unit for good, in words of the house's own: a projector, a white board, a kitchen, step-free access."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, insert

from tierslieu_desk import errors
from tierslieu_desk.models.kit import UnitContains
from tierslieu_desk.models.store import touch
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking

LONGEST = 60
"""Letters of one word: what does not fit on a line of the search is a sentence."""


@asking({Right.SETTINGS: "tell"})
class UnitContents:
    """One list of words for the whole house; each unit has some of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def words(self) -> tuple[str, ...]:
        """The house's list, what most units have first: there is no other list than what was told of some unit."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            counted = Counter(
                word for unit_id, words in house.contents.items() if not house.unit(unit_id).retired for word in words
            )
            return tuple(sorted(counted, key=lambda word: (-counted[word], name_key(word))))

    def of(self, unit_id: int) -> tuple[str, ...]:
        """What was told of that unit itself, not of its parts. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return house.contents.get(house.unit(unit_id).id, ())

    def all_of(self, unit_id: int) -> tuple[str, ...]:
        """What whoever books it finds there, in its parts too. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return house.contains(house.unit(unit_id))

    def tell(self, unit_id: int, words: Sequence[str]) -> tuple[str, ...]:
        """All that is in a unit from now on, and what was told before, to go back to.

        A word the house knows keeps the house's spelling, so that "Projecteur" and "projecteur" are one. Raises
        `UnknownUnit`, `TextTooLong`.
        """
        with self._desk.store.writing() as session:
            house = self._desk.house(session)
            unit = house.unit(unit_id)
            before = house.contents.get(unit.id, ())
            known = {name_key(word): word for found in house.contents.values() for word in found}
            wanted: dict[str, str] = {}
            for typed in words:
                word = " ".join(typed.split())
                if len(word) > LONGEST:
                    raise errors.TextTooLong(field="contains", length=len(word), limit=LONGEST)
                if word:
                    wanted.setdefault(name_key(word), known.get(name_key(word), word))
            session.execute(delete(UnitContains).where(UnitContains.unit_id == unit.id))
            if wanted:
                session.execute(insert(UnitContains), [{"unit_id": unit.id, "word": word} for word in wanted.values()])
            touch(session, "unit")  # whoever shows units shows what is in them
            self._desk.note(session, "tell_contents", "unit", unit.id, name=unit.name, words=list(wanted.values()))
            return before
