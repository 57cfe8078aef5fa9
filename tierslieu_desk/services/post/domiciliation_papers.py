"""The papers the law asks of a place that domiciles companies (C. com. R123-168): letters to the registry and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk.documents.sheets import CompanyLine, CompanyList, CustomerBlock, RegistryLetter
from tierslieu_desk.i18n import DEFAULT_LANGUAGE, _, speaking
from tierslieu_desk.rules import duties
from tierslieu_desk.rules.duties import DutyKind
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.rules.duties import Duty
    from tierslieu_desk.services.person.people import People
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.post.domiciliations import DomiciliationRow, Domiciliations

LETTERS = frozenset({DutyKind.TELL_REGISTRY_MAIL, DutyKind.TELL_REGISTRY_END, DutyKind.MAIL_LONG_NOT_COLLECTED})
LISTS = frozenset({DutyKind.QUARTER_LIST, DutyKind.JANUARY_LIST})
FRANCE = "FR"


class DutyPapers:
    """What each duty asks to be written, drawn from the contracts as they stand."""

    def __init__(self, contracts: Domiciliations, people: People, places: Places) -> None:
        self._contracts, self._people, self._places = contracts, people, places

    def render(self, duty: Duty, today: date) -> bytes:
        """The PDF of the letter or the list of that duty. Raises `NotFound` when its contract is gone."""
        from tierslieu_desk import documents

        return documents.render(self.letter(duty, today) if duty.kind in LETTERS else self.list(duty.list_key, today))

    def letter(self, duty: Duty, today: date) -> RegistryLetter:
        """To the registry of the place, about the company of the duty. Raises `NotFound`."""
        contract = self._contracts.get(duty.contract_id or 0)
        place, lang = self._places.get(), self._language()
        with speaking(lang):
            registry = CustomerBlock(name=_("Registry of the commercial court"), city=place.registry_town)
        left = duty.kind is DutyKind.TELL_REGISTRY_END
        return RegistryLetter(
            lang=lang,
            place=place_block(self._places),
            customer=registry,
            company=self._line(contract),
            written_on=max(today, duty.due),  # got ready before the three months are over, it goes on their last day
            approval_number=contract.approval_number,
            ends=contract.ends if left else None,
            since=None if left else duty.since,
        )

    def list(self, key: int, today: date) -> CompanyList:
        """The companies of the list of that key (`Duty.list_key`), by name."""
        first, last = duties.days_of(key)
        rows = [
            self._line(row)
            for row in self._contracts.all(open_only=False)
            if duties.is_listed(row.starts, row.ends, key)
        ]
        place = self._places.get()
        return CompanyList(
            self._language(), place_block(self._places), first, last, tuple(rows), today, place.approval_number
        )

    def _line(self, row: DomiciliationRow) -> CompanyLine:
        return CompanyLine(row.who, self._people.get(row.party_id).siren, row.starts, row.ends)

    def _language(self) -> str:
        """That of who reads it: the registry and the offices of the place's country."""
        place = self._places.get()
        return DEFAULT_LANGUAGE if place.country == FRANCE else place.language
