"""The mail register: what arrived, what waits, what became of it."""

from __future__ import annotations

from datetime import date, datetime

import builders
import pytest
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import MailAct, MailKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.post.mail import Mail


@pytest.fixture
def mail(desk: Desk) -> Mail:
    builders.describe_place(desk)
    return Mail(desk)


def test_what_arrived_waits_with_its_days(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    mail.arrived(firm, MailKind.LETTER, sender="URSSAF", shelf="B2", on=date(2026, 11, 20))
    mail.arrived(firm, MailKind.PARCEL)
    letter, parcel = mail.waiting()
    assert (letter.who, letter.kind, letter.sender, letter.shelf) == (
        "Pyrène Conseil",
        MailKind.LETTER,
        "URSSAF",
        "B2",
    )
    assert (letter.days, parcel.days) == (4, 0)
    assert letter.notified_on is None


def test_mail_for_nobody_is_refused(mail: Mail) -> None:
    with pytest.raises(errors.NotFound):
        mail.arrived(4711, MailKind.LETTER)


def test_being_told_leaves_it_on_the_shelf(desk: Desk, mail: Mail) -> None:
    item = mail.arrived(builders.organisation(desk), MailKind.LETTER)
    mail.notify([item])
    (row,) = mail.waiting()
    assert row.notified_on == date(2026, 11, 24)


def test_handed_over_says_to_whom_by_whom_and_when(desk: Desk, mail: Mail) -> None:
    item = mail.arrived(builders.organisation(desk), MailKind.REGISTERED)
    mail.hand_over(item, "Inès Roca")
    assert mail.waiting() == ()
    (act,) = mail.acts(item)
    assert (act.act, act.day, act.by, act.to_whom) == (
        MailAct.HANDED_OVER,
        date(2026, 11, 24),
        "Camille",
        "Inès Roca",
    )


def test_several_things_are_settled_together_or_not_at_all(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    first, second = (mail.arrived(firm, MailKind.LETTER) for _ in range(2))
    mail.settle([first], MailAct.RETURNED)
    with pytest.raises(errors.AlreadyDone):
        mail.settle([first, second], MailAct.HANDED_OVER, "Inès Roca")
    assert [row.id for row in mail.waiting()] == [second]
    mail.settle([second], MailAct.HANDED_OVER, " Inès Roca ")
    assert [act.to_whom for act in mail.acts(second)] == ["Inès Roca"]


def test_nothing_and_nobody_are_settled_with(desk: Desk, mail: Mail) -> None:
    item = mail.arrived(builders.organisation(desk), MailKind.LETTER)
    with pytest.raises(errors.MissingFact) as nothing:
        mail.settle([], MailAct.DESTROYED)
    with pytest.raises(errors.MissingFact) as nobody:
        mail.settle([item], MailAct.HANDED_OVER, " ")
    assert (nothing.value.field, nobody.value.field) == ("mail", "to_whom")


def test_scanning_several_leaves_them_on_the_shelf(desk: Desk, mail: Mail) -> None:
    item = mail.arrived(builders.organisation(desk), MailKind.LETTER)
    mail.settle([item], MailAct.SCANNED)
    assert [row.id for row in mail.waiting()] == [item]
    assert [act.act for act in mail.acts(item)] == [MailAct.SCANNED]


def test_they_are_told_once_a_day_and_again_on_another(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    first = mail.arrived(firm, MailKind.LETTER)
    mail.notify([first])
    with pytest.raises(errors.AlreadyDone) as refused:
        mail.notify([first])
    assert refused.value.on == date(2026, 11, 24)
    second = mail.arrived(firm, MailKind.LETTER)
    mail.notify([first, second])
    assert [len(mail.acts(item)) for item in (first, second)] == [1, 1]
    builders.advance_to(desk, datetime(2026, 11, 25, 9))
    mail.notify([first, second])
    assert [len(mail.acts(item)) for item in (first, second)] == [2, 2]


def test_what_was_written_down_by_mistake_never_arrived_while_nothing_was_done_with_it(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    item = mail.arrived(firm, MailKind.LETTER)
    mail.take_back(item)
    assert mail.waiting() == ()
    other = mail.arrived(firm, MailKind.LETTER)
    mail.notify([other])
    with pytest.raises(errors.ChangedMeanwhile):
        mail.take_back(other)
    with pytest.raises(errors.NotFound):
        mail.take_back(4711)


def test_the_shelf_is_told_by_addressee_whoever_waits_longest_first(desk: Desk, mail: Mail) -> None:
    firm, other = builders.organisation(desk), builders.organisation(desk, "Autre")
    mail.arrived(firm, MailKind.REGISTERED, on=date(2026, 11, 20))
    told = mail.arrived(firm, MailKind.LETTER)
    mail.arrived(other, MailKind.LETTER, on=date(2026, 11, 23))
    mail.notify([told])
    mail.hand_over(mail.arrived(other, MailKind.LETTER), "Inès")
    assert [(row.who, row.items, row.days, row.to_sign, row.untold) for row in mail.shelf()] == [
        ("Pyrène Conseil", 2, 4, 1, 1),
        ("Autre", 1, 1, 0, 1),
    ]


def test_what_has_left_the_shelf_is_told_with_its_last_act(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    item = mail.arrived(firm, MailKind.PARCEL, sender="Tissus")
    mail.notify([item])
    mail.hand_over(item, "Inès Roca")
    (row,) = mail.lately(firm)
    assert (row.kind, row.sender, row.act, row.to_whom, row.day) == (
        MailKind.PARCEL,
        "Tissus",
        MailAct.HANDED_OVER,
        "Inès Roca",
        date(2026, 11, 24),
    )


def test_several_things_sent_on_in_one_envelope_are_owed_once(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    items = [mail.arrived(firm, MailKind.LETTER, sender=sender) for sender in ("Urssaf", "Banque")]
    charge = mail.forward(items, "3 rue du Pont, 09500 Mirepoix", price_e4=45_000)
    assert charge is not None
    assert mail.waiting() == ()
    with desk.store.glancing() as seen:
        assert seen.rows("SELECT detail, mail_item_id FROM charge") == [("Urssaf, Banque", items[0])]


def test_one_gesture_hands_over_all_mail_of_one_company_and_no_other(desk: Desk, mail: Mail) -> None:
    firm, other = builders.organisation(desk), builders.organisation(desk, "Autre")
    first, second = (mail.arrived(firm, MailKind.LETTER) for _ in range(2))
    mail.arrived(other, MailKind.LETTER)
    assert mail.hand_over_all(firm, "Inès Roca") == (first, second)
    assert [row.party_id for row in mail.waiting()] == [other]
    assert mail.hand_over_all(firm, "Inès Roca") == ()


def test_what_left_the_shelf_cannot_leave_it_again(desk: Desk, mail: Mail) -> None:
    item = mail.arrived(builders.organisation(desk), MailKind.LETTER)
    mail.destroy(item)
    with pytest.raises(errors.AlreadyDone) as refused:
        mail.send_back(item)
    assert refused.value.on == date(2026, 11, 24)
    assert [act.act for act in mail.acts(item)] == [MailAct.DESTROYED]


def test_handing_over_to_nobody_is_refused(desk: Desk, mail: Mail) -> None:
    item = mail.arrived(builders.organisation(desk), MailKind.LETTER)
    with pytest.raises(errors.MissingFact):
        mail.hand_over(item, " ")


def test_forwarding_is_owed(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    charge = mail.forward(mail.arrived(firm, MailKind.LETTER, sender="CAF"), "3 rue Basse, Foix", price_e4=45_000)
    with desk.store.reading() as session:
        owed = session.execute(text("SELECT party_id, net_cents, tax_cents, detail FROM charge")).one()
    assert charge is not None
    assert tuple(owed) == (firm, 450, 90, "CAF")


def test_forwarding_for_nothing_is_not_owed(desk: Desk, mail: Mail) -> None:
    assert mail.forward(mail.arrived(builders.organisation(desk), MailKind.LETTER), "Foix") is None


def test_the_slip_lists_what_waits_for_one_company(desk: Desk, mail: Mail) -> None:
    firm = builders.organisation(desk)
    mail.arrived(firm, MailKind.LETTER, on=date(2026, 11, 1))
    slip = mail.slip(firm)
    assert (slip.place, slip.who, slip.day) == ("L’Étang Vert", "Pyrène Conseil", date(2026, 11, 24))
    assert [row.days for row in slip.items] == [23]


def test_no_slip_when_nothing_waits(desk: Desk, mail: Mail) -> None:
    with pytest.raises(errors.NotFound):
        mail.slip(builders.organisation(desk))


def test_an_act_on_mail_is_never_rewritten(desk: Desk, mail: Mail) -> None:
    mail.hand_over(mail.arrived(builders.organisation(desk), MailKind.LETTER), "Inès")
    with pytest.raises(errors.Frozen), desk.store.writing() as session:
        session.execute(text("UPDATE mail_act SET to_whom = 'somebody else'"))


def test_the_day_is_the_places_own(desk: Desk, mail: Mail) -> None:
    builders.advance_to(desk, datetime(2026, 11, 25, 0, 30))
    item = mail.arrived(builders.organisation(desk), MailKind.LETTER)
    assert mail.waiting()[0].arrived_on == date(2026, 11, 25)
    assert mail.acts(item) == ()
