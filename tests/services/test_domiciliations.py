"""Contracts by which a company has its seat here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import builders
import pytest

from tierslieu_desk import errors
from tierslieu_desk.rules import duties
from tierslieu_desk.rules.duties import DutyKind
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.places import PlaceDescription, Places
from tierslieu_desk.services.post import duties_due
from tierslieu_desk.services.post.domiciliations import Domiciliations, RegistryLetter
from tierslieu_desk.services.post.mail import Mail

APPROVED = PlaceDescription(
    name="L’Étang Vert",
    approval_number="09-2024-17",
    approved_from=date(2024, 3, 1),
    approved_until=date(2030, 2, 28),
)


@pytest.fixture
def contracts(desk: Desk) -> Domiciliations:
    Places(desk).describe(APPROVED)
    return Domiciliations(desk)


def kinds(desk: Desk) -> list[DutyKind]:
    with desk.store.glancing() as seen:
        return [duty.kind for _party, duty in duties_due.read(seen, desk.clock.today())]


def noted(desk: Desk) -> list[tuple[str, int]]:
    """What the journal says of lists, the oldest first."""
    with desk.store.glancing() as seen:
        return seen.rows("SELECT act, subject_id FROM journal WHERE subject = 'domiciliation_list' ORDER BY id")


def test_without_approval_the_place_does_not_domicile(desk: Desk) -> None:
    builders.describe_place(desk)
    with pytest.raises(errors.NotOffered) as refused:
        Domiciliations(desk).open(builders.organisation(desk), date(2026, 11, 24))
    assert refused.value.reason == "no_approval"


def test_an_approval_that_has_expired_opens_nothing(desk: Desk) -> None:
    Places(desk).describe(replace(APPROVED, approved_until=date(2026, 11, 23)))
    with pytest.raises(errors.NotOffered) as refused:
        Domiciliations(desk).open(builders.organisation(desk), date(2026, 11, 24))
    assert refused.value.reason == "approval_expired"


def test_a_contract_carries_the_approval_number(desk: Desk, contracts: Domiciliations) -> None:
    contracts.open(builders.organisation(desk), date(2026, 11, 24), mailbox="12")
    (row,) = contracts.all()
    assert (row.approval_number, row.mailbox, row.ends) == ("09-2024-17", "12", None)


def test_a_contract_lasts_three_months_at_least(desk: Desk, contracts: Domiciliations) -> None:
    firm = builders.organisation(desk)
    with pytest.raises(errors.ContractTooShort) as refused:
        contracts.open(firm, date(2026, 11, 24), ends=date(2027, 2, 23))
    assert refused.value.earliest == date(2027, 2, 24)
    assert contracts.open(firm, date(2026, 11, 24), ends=date(2027, 2, 24)) > 0


def test_one_company_has_one_contract_at_a_time(desk: Desk, contracts: Domiciliations) -> None:
    firm = builders.organisation(desk)
    contracts.open(firm, date(2026, 11, 24))
    with pytest.raises(errors.AlreadyDone):
        contracts.open(firm, date(2026, 12, 1))


def test_mail_joins_the_running_contract_and_its_box(desk: Desk, contracts: Domiciliations) -> None:
    firm = builders.organisation(desk)
    contracts.open(firm, date(2026, 11, 1), mailbox="12")
    mail = Mail(desk)
    mail.arrived(firm, MailKind.LETTER)
    assert contracts.all()[0].waiting == 1
    assert mail.waiting()[0].shelf == "12"


def test_mail_left_for_three_months_goes_to_the_registry_until_it_is_told(
    desk: Desk, contracts: Domiciliations
) -> None:
    firm = builders.organisation(desk)
    contract = contracts.open(firm, date(2026, 1, 5))
    Mail(desk).arrived(firm, MailKind.LETTER, on=date(2026, 8, 24))
    assert DutyKind.TELL_REGISTRY_MAIL in kinds(desk)
    contracts.registry_told(contract)
    assert DutyKind.TELL_REGISTRY_MAIL not in kinds(desk)


def test_fetching_part_of_the_mail_starts_the_count_again(desk: Desk, contracts: Domiciliations) -> None:
    firm = builders.organisation(desk)
    contracts.open(firm, date(2026, 1, 5))
    mail = Mail(desk)
    first = mail.arrived(firm, MailKind.LETTER, on=date(2026, 8, 1))
    mail.arrived(firm, MailKind.LETTER, on=date(2026, 8, 2))
    assert DutyKind.MAIL_LONG_NOT_COLLECTED in kinds(desk)
    mail.hand_over(first, "Inès")
    assert contracts.all()[0].since == date(2026, 11, 24)
    assert DutyKind.MAIL_LONG_NOT_COLLECTED not in kinds(desk)


def test_the_end_of_a_contract_is_told_to_the_registry(desk: Desk, contracts: Domiciliations) -> None:
    contract = contracts.open(builders.organisation(desk), date(2026, 5, 4))
    contracts.end(contract, date(2026, 11, 24))
    assert DutyKind.TELL_REGISTRY_END in kinds(desk)
    contracts.registry_told(contract)
    assert DutyKind.TELL_REGISTRY_END not in kinds(desk)
    assert contracts.all() == ()


def test_a_list_that_was_sent_is_no_longer_due(desk: Desk, contracts: Domiciliations) -> None:
    contracts.open(builders.organisation(desk), date(2026, 9, 7))
    assert DutyKind.QUARTER_LIST in kinds(desk)
    contracts.list_sent(duties.quarter_key(date(2026, 9, 30)))
    assert DutyKind.QUARTER_LIST not in kinds(desk)
    with pytest.raises(errors.AlreadyDone):
        contracts.list_sent(20263)


def test_a_list_that_did_not_go_after_all_is_due_again_and_can_be_sent_again(
    desk: Desk, contracts: Domiciliations
) -> None:
    contracts.open(builders.organisation(desk), date(2026, 9, 7))
    contracts.list_sent(20263)
    contracts.list_not_sent(20263)
    assert DutyKind.QUARTER_LIST in kinds(desk)
    contracts.list_sent(20263)
    assert DutyKind.QUARTER_LIST not in kinds(desk)
    assert noted(desk) == [("list_sent", 20263), ("list_not_sent", 20263), ("list_sent", 20263)]


def test_taking_back_one_list_leaves_the_others_sent(desk: Desk, contracts: Domiciliations) -> None:
    contracts.open(builders.organisation(desk), date(2026, 10, 1))
    builders.advance_to(desk, datetime(2027, 1, 4, 9, 0))
    contracts.list_sent(20270)
    contracts.list_sent(20264)
    assert kinds(desk) == []
    contracts.list_not_sent(20270)
    assert kinds(desk) == [DutyKind.JANUARY_LIST]


def test_a_list_that_does_not_stand_as_sent_is_not_taken_back(desk: Desk, contracts: Domiciliations) -> None:
    contracts.open(builders.organisation(desk), date(2026, 9, 7))
    with pytest.raises(errors.ChangedMeanwhile):
        contracts.list_not_sent(20263)
    contracts.list_sent(20263)
    contracts.list_not_sent(20263)
    with pytest.raises(errors.ChangedMeanwhile):
        contracts.list_not_sent(20263)
    assert noted(desk) == [("list_sent", 20263), ("list_not_sent", 20263)]


def test_a_letter_that_did_not_go_after_all_is_due_again_and_the_one_before_counts(
    desk: Desk, contracts: Domiciliations
) -> None:
    """A letter of 2 March is of old mail; what lies since 24 August asks for another from 24 November."""
    firm = builders.organisation(desk)
    contract = contracts.open(firm, date(2026, 1, 5))
    builders.advance_to(desk, datetime(2026, 3, 2, 9, 0))
    contracts.registry_told(contract)
    Mail(desk).arrived(firm, MailKind.LETTER, on=date(2026, 8, 24))
    builders.advance_to(desk, datetime(2026, 11, 24, 9, 0))
    letter = contracts.registry_told(contract)
    assert letter == RegistryLetter(contract, date(2026, 11, 24), date(2026, 3, 2))
    contracts.registry_not_told(letter)
    assert contracts.all()[0].registry_told_on == date(2026, 3, 2)
    assert DutyKind.TELL_REGISTRY_MAIL in kinds(desk)


def test_a_letter_is_noted_once_a_day(desk: Desk, contracts: Domiciliations) -> None:
    contract = contracts.open(builders.organisation(desk), date(2026, 1, 5))
    assert contracts.registry_told(contract).before is None
    with pytest.raises(errors.AlreadyDone) as refused:
        contracts.registry_told(contract)
    assert refused.value.on == date(2026, 11, 24)


def test_a_letter_is_not_taken_back_once_another_was_noted(desk: Desk, contracts: Domiciliations) -> None:
    contract = contracts.open(builders.organisation(desk), date(2026, 1, 5))
    first = contracts.registry_told(contract)
    builders.advance_to(desk, datetime(2026, 11, 25, 9, 0))
    contracts.registry_told(contract)
    with pytest.raises(errors.ChangedMeanwhile) as refused:
        contracts.registry_not_told(first)
    assert refused.value.what == "Pyrène Conseil"
    assert contracts.all()[0].registry_told_on == date(2026, 11, 25)


def test_an_end_noted_by_mistake_is_taken_back_while_it_stands(desk: Desk, contracts: Domiciliations) -> None:
    contract = contracts.open(builders.organisation(desk), date(2026, 1, 5))
    contracts.end(contract, date(2026, 11, 24))
    with pytest.raises(errors.ChangedMeanwhile):
        contracts.not_ended(contract, date(2026, 11, 23))
    contracts.not_ended(contract, date(2026, 11, 24))
    assert contracts.all()[0].ends is None


def test_a_contract_noted_by_mistake_is_withdrawn_while_no_mail_came_under_it(
    desk: Desk, contracts: Domiciliations
) -> None:
    firm = builders.organisation(desk)
    contracts.withdraw(contracts.open(firm, date(2026, 1, 5)))
    assert contracts.of(firm) is None
    again = contracts.open(firm, date(2026, 1, 5))
    Mail(desk).arrived(firm, MailKind.LETTER)
    with pytest.raises(errors.ChangedMeanwhile):
        contracts.withdraw(again)


def test_of_a_company_the_last_contract_counts(desk: Desk, contracts: Domiciliations) -> None:
    firm = builders.organisation(desk)
    first = contracts.open(firm, date(2025, 1, 6))
    contracts.end(first, date(2026, 1, 5))
    second = contracts.open(firm, date(2026, 2, 2))
    assert contracts.of(firm).id == second
    assert contracts.of(builders.organisation(desk, "Autre")) is None


def test_a_proxy_that_was_not_signed_after_all_is_none(desk: Desk, contracts: Domiciliations) -> None:
    contract = contracts.open(builders.organisation(desk), date(2026, 1, 5))
    contracts.proxy_signed(contract, date(2026, 12, 1))
    assert [duty.kind for _party, duty in contracts.duties()] == [DutyKind.PROXY_EXPIRES]
    contracts.proxy_signed(contract, None)
    assert contracts.duties() == ()


def test_a_place_that_domiciles_nobody_has_no_duty(desk: Desk) -> None:
    builders.describe_place(desk)
    builders.advance_to(desk, datetime(2027, 1, 5, 9, 0))
    assert kinds(desk) == []
