"""Messages over a line and servers that do their worst: each arrives once, or is shown as what it is, never twice."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial
from pathlib import Path

import mail_peers
import pytest
from builders import describe_place, open_desk
from front_desk import QUICK, Front, always, first_time
from mail_peers import Post, post_office

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.network.smtp import MailConnection, MailServer, Patience
from tierslieu_desk.rules.messages import Purpose, Security, State
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import leases, passwords, restoring
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.message.message_rows import MessageRow, PaperRef
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.services.message.postman import LEASE
from tierslieu_desk.wallclock import StoppedClock

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


def test_a_message_arrives_with_its_words_its_paper_and_its_answer_address(front: Front, post: Post) -> None:
    front.account(post.port)
    pdf = b"%PDF-1.7 facture\r\n.\r\nQUIT\r\n"
    paper = PaperRef(front.papers.keep(pdf), "F2026-0001.pdf")
    number = front.tell("lea@example.org", "Voici.\n.\nÀ bientôt, l’équipe", (paper,))
    assert front.postman.due()
    assert front.postman.run().sent == 1
    ((to, message),) = post.delivered
    assert to == "lea@example.org"
    assert str(message["Subject"]) == "Un mot"
    assert str(message["From"]) == "L’Étang Vert <accueil@etangvert.example>"
    assert str(message["To"]) == "Léa <lea@example.org>"
    assert str(message["Message-ID"]) == f"<{front.messages.get(number).message_id}>"
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "Voici.\n.\nÀ bientôt, l’équipe\n"
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("F2026-0001.pdf", pdf)
    row = front.messages.get(number)
    assert (row.state, row.said, row.tries) == (State.SENT, "2.0.0 Taken", 1)
    assert not front.postman.due()
    assert front.postman.run().sent == 0
    assert len(post.delivered) == 1


def test_two_hundred_and_forty_messages_through_a_hostile_server_arrive_once_or_are_shown_for_what_they_are(
    front: Front, post: Post
) -> None:
    """Both ways: what is shown as sent arrived once; what is refused never did; nothing arrived twice."""
    dice = random.Random(20261124)
    fate: dict[str, str] = {}
    wait: dict[str, int] = {}
    for number in range(240):
        to = f"p{number}@example.org"
        kinds = [mail_peers.NOTHING, dice.choice(mail_peers.MOODS_BEFORE), dice.choice(mail_peers.MOODS_REFUSING)]
        kinds.append(dice.choice(mail_peers.MOODS_OPEN))
        fate[to] = dice.choices(kinds, (4, 4, 1, 1))[0]
        wait[to] = dice.randint(1, 3) if fate[to] in mail_peers.MOODS_BEFORE else 99

    post.moods = lambda to, number: fate[to] if number <= wait[to] else mail_peers.NOTHING
    post.at_connect = lambda number: mail_peers.CUT_AT_CONNECT if number % 7 == 3 else mail_peers.NOTHING
    front.account(post.port)
    numbers = {f"p{number}@example.org": front.tell(f"p{number}@example.org") for number in range(240)}
    for _round in range(200):
        front.postman.run()
        front.later(timedelta(hours=4))
        if not front.postman.due():
            break
    rows = {to: front.messages.get(number) for to, number in numbers.items()}
    arrived = post.counted()
    assert max(arrived.values()) == 1, "nothing arrived twice"
    assert {row.state for row in rows.values()} == {State.SENT, State.REFUSED, State.UNSURE}
    for to, row in rows.items():
        if fate[to] in mail_peers.MOODS_REFUSING:
            assert (row.state, arrived[to]) == (State.REFUSED, 0), to
            assert row.why in {"address", "too_large", "content"}
            assert row.said.startswith(("5.1.1 No such", "5.3.4 Too large", "5.7.1 We do not")), row.said
        elif fate[to] in mail_peers.MOODS_OPEN:
            assert row.state is State.UNSURE, (to, fate[to])
            assert post.ends[to] == 1, "what may have arrived is not sent again by itself"
        else:
            assert (row.state, arrived[to]) == (State.SENT, 1), (to, fate[to])
    ids = [str(message["Message-ID"]) for _to, message in post.delivered]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("mood", mail_peers.MOODS_BEFORE)
def test_what_was_stopped_before_its_last_line_waits_and_goes_once(front: Front, post: Post, mood: str) -> None:
    post.moods = first_time(mood)
    front.account(post.port)
    number = front.tell("lea@example.org")
    run = front.postman.run()
    assert (run.sent, run.refused, run.unsure) == (0, 0, 0)
    assert front.state(number)[0] is State.WAITING
    assert not front.postman.due(), "it rests"
    front.later(timedelta(minutes=2))
    assert front.postman.due()
    assert front.postman.run().sent == 1
    assert post.counted() == {"lea@example.org": 1}


@pytest.mark.parametrize("mood", mail_peers.MOODS_OPEN)
def test_what_got_no_answer_after_its_last_line_is_shown_and_only_a_person_sends_it_again(
    front: Front, post: Post, mood: str
) -> None:
    post.moods = first_time(mood)
    front.account(post.port)
    number = front.tell("lea@example.org")
    assert front.postman.run().unsure == 1
    assert front.state(number) == (State.UNSURE, "no_answer")
    front.later(timedelta(days=30))
    assert not front.postman.due()
    assert front.postman.run(unattended=False).sent == 0
    before = front.messages.get(number).message_id
    front.messages.again(number)
    assert front.postman.run().sent == 1
    assert front.messages.get(number).message_id == before
    ids = {str(message["Message-ID"]) for _to, message in post.delivered}
    assert ids == {f"<{before}>"}, "every try carries the same"


def test_somebody_who_says_that_it_arrived_is_believed(front: Front, post: Post) -> None:
    post.moods = always(mail_peers.CUT_AFTER_DOT)
    front.account(post.port)
    number = front.tell("lea@example.org")
    front.postman.run()
    front.messages.arrived(number)
    assert front.state(number)[0] is State.SENT
    with pytest.raises(errors.MessageGone):
        front.messages.again(number)


def test_a_server_that_says_later_is_asked_again_after_waits_that_grow(front: Front, post: Post) -> None:
    post.moods = always(mail_peers.GREYLIST)
    front.account(post.port)
    number = front.tell("lea@example.org")
    waits = []
    for _try in range(4):
        now = front.desk.clock.wall()
        front.postman.run()
        row = front.messages.get(number)
        assert row.next_try is not None
        waits.append(row.next_try - now)
        front.later(row.next_try - now)
    assert waits == [timedelta(minutes=minutes) for minutes in (2, 4, 8, 16)]
    assert (row.why, row.said) == ("later", "4.7.1 Greylisted, come back later")


def test_a_server_that_says_later_for_five_days_says_no(front: Front, post: Post) -> None:
    post.moods = always(mail_peers.GREYLIST)
    front.account(post.port)
    number = front.tell("lea@example.org")
    begun = front.desk.clock.wall()
    while front.state(number)[0] is State.WAITING:
        front.postman.run()
        front.later(timedelta(hours=4))
    assert timedelta(days=5) <= front.desk.clock.wall() - begun <= timedelta(days=7)
    assert front.state(number) == (State.REFUSED, "later")


def test_one_that_is_refused_does_not_hold_up_the_next(front: Front, post: Post) -> None:
    post.moods = lambda to, _try: mail_peers.NOBODY if to.startswith("nobody") else mail_peers.NOTHING
    front.account(post.port)
    lost, found = front.tell("nobody@example.org"), front.tell("lea@example.org")
    run = front.postman.run()
    assert (run.sent, run.refused, post.connections) == (1, 1, 1)
    assert front.messages.get(lost).said == "5.1.1 No such person here"
    assert front.state(found)[0] is State.SENT


def test_without_a_line_all_wait_since_the_first_try_and_go_when_it_is_back(front: Front) -> None:
    with post_office() as gone:
        port = gone.port
    front.account(port)
    numbers = [front.tell(f"p{n}@example.org") for n in range(3)]
    assert front.postman.run().why == "line"
    first = front.accounts.get()
    assert first is not None
    front.later(timedelta(days=2))
    front.postman.run()
    row = front.accounts.get()
    assert row is not None
    assert (row.why, row.since) == ("line", first.since), "waiting for the line since the first try"
    assert row.next_try is not None
    assert row.next_try - front.desk.clock.now() <= timedelta(seconds=45)
    assert [front.messages.get(number).tries for number in numbers] == [0, 0, 0]
    with post_office() as back:
        front.account(back.port)
        assert front.postman.run().sent == 3
        row = front.accounts.get()
        assert row is not None
        assert row.why == ""


def test_a_wrong_password_makes_all_wait_until_it_is_typed_again(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr(passwords, "password_of", lambda key: kept.get(key, ""))
    monkeypatch.setattr(passwords, "remember", lambda key, word: kept.update({key: word}) or True)
    with post_office(signs_in=True) as post:
        front.account(post.port, user=mail_peers.USER)
        number = front.tell("lea@example.org")
        assert front.postman.run().why == "password_missing"
        assert post.connections == 0
        front.accounts.sign_in("faux")
        assert front.postman.run().why == "password"
        row = front.accounts.get()
        assert row is not None
        assert (row.said, row.next_try) == ("5.7.8 Who are you", None)
        front.later(timedelta(days=3))
        assert not front.postman.due()
        assert front.state(number)[0] is State.WAITING
        front.accounts.sign_in(mail_peers.PASSWORD)
        assert front.postman.run().sent == 1


def test_the_password_is_in_no_file_of_the_desk(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passwords.VARIABLE, "s3cret-mot-de-passe")
    with post_office(signs_in=True) as post:
        front.account(post.port, user=mail_peers.USER)
        front.tell("lea@example.org")
        assert front.postman.run().why == "password"
    files = [file for file in front.desk.store.folder.rglob("*") if file.is_file()]
    assert files
    assert [file.name for file in files if b"s3cret-mot-de-passe" in file.read_bytes()] == []


def test_a_password_goes_readable_to_no_other_computer(front: Front) -> None:
    with pytest.raises(errors.AddressUnusable) as refused:
        front.account(25, user="camille", server="mail.example.org")
    assert refused.value.facts["reason"] == "mail_readable"
    from tierslieu_desk.network.mail_faults import AccountRefused

    with pytest.raises(AccountRefused) as kept:
        MailConnection(MailServer("mail.example.org", 25, Security.NONE, "camille", "secret"), QUICK)
    assert kept.value.why == AccountRefused.READABLE


def test_a_server_that_secures_nothing_is_not_signed_in_to(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passwords.VARIABLE, mail_peers.PASSWORD)
    with post_office(signs_in=True) as post:
        front.account(post.port, user=mail_peers.USER, security=Security.STARTTLS)
        front.tell("lea@example.org")
        assert front.postman.run().why == "not_secured"
        assert post.signed_in == []


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_secured_line_is_used_when_its_certificate_is_known_and_not_otherwise(
    tmp_path: Path, front: Front, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    monkeypatch.setenv(passwords.VARIABLE, mail_peers.PASSWORD)
    pem, key = mail_peers.certificate(tmp_path, "localhost")
    shown = mail_peers.serving(pem, key)
    named = {"tls": shown} if security is Security.TLS else {"starttls": shown}

    def knowing(server: MailServer) -> MailConnection:
        return MailConnection(server, Patience(2, 2, 0.02), partial(mail_peers.trusting, pem))

    with post_office(signs_in=True, **named) as post:
        front.account(post.port, user=mail_peers.USER, security=security, server="localhost")
        front.tell("lea@example.org")
        assert front.postman.run().why == "certificate"
        assert post.signed_in == []
        known = Front(front.desk, knowing)
        front.later(timedelta(minutes=1))
        assert known.postman.run().sent == 1
        assert post.signed_in == [mail_peers.USER]


def test_what_was_changed_or_withdrawn_just_before_it_left_does_not_leave_as_it_was(front: Front, post: Post) -> None:
    front.account(post.port)
    stays, changes = front.tell("lea@example.org"), front.tell("jean@example.org", "vieux")
    going = front.postman.going

    def meanwhile(row: MessageRow) -> bool:
        if row.id == stays:
            front.messages.withdraw(stays)
        elif row.body == "vieux":
            draft = front.messages.offer(Purpose.PLAIN, Addressee("Jean", "jean@example.org"), {"text": "neuf"})
            front.messages.change(changes, draft.__class__(**{**_fields(draft), "subject": "Un mot"}), row.version)
        return going(row)

    front.postman.going = meanwhile  # type: ignore[method-assign]
    for _round in range(3):
        front.postman.run()
    assert post.counted() == {"jean@example.org": 1}
    body = post.delivered[0][1].get_body()
    assert body is not None
    assert body.get_content().strip() == "neuf"
    assert front.state(stays)[0] is State.WITHDRAWN


def _fields(draft: object) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__slots__}  # type: ignore[attr-defined]


def test_while_another_window_hands_in_this_one_leaves_it_alone(front: Front, post: Post) -> None:
    front.account(post.port)
    front.tell("lea@example.org")
    with leases.lease(front.desk, LEASE):
        assert front.postman.run().busy
    assert post.delivered == []
    assert front.postman.run().sent == 1


def test_a_paper_deleted_or_changed_by_hand_is_told_and_nothing_else_is_sent(front: Front, post: Post) -> None:
    front.account(post.port)
    gone, other = front.papers.keep(b"%PDF one"), front.papers.keep(b"%PDF two")
    first = front.tell("lea@example.org", papers=(PaperRef(gone, "F2026-0001.pdf"),))
    second = front.tell("jean@example.org", papers=(PaperRef(other, "F2026-0002.pdf"),))
    front.papers.path(gone).unlink()
    front.papers.path(other).write_bytes(b"%PDF forged")
    assert front.postman.run().refused == 2
    assert post.delivered == []
    assert [front.state(number) for number in (first, second)] == [(State.REFUSED, "paper_gone")] * 2
    with pytest.raises(errors.FileMissing):
        front.tell("lea@example.org", papers=(PaperRef(gone, "F2026-0001.pdf"),))


def test_a_name_or_a_subject_with_line_breaks_begins_no_other_header(front: Front, post: Post) -> None:
    front.account(post.port)
    facts = {"subject": "Bonjour\r\nBcc: tous@example.org", "text": "x"}
    somebody = Addressee("Léa\nBcc: tous@example.org", "lea@example.org")
    front.messages.queue(front.messages.offer(Purpose.PLAIN, somebody, facts))
    assert front.postman.run().sent == 1
    ((_to, message),) = post.delivered
    assert message["Bcc"] is None
    assert str(message["Subject"]) == "Bonjour Bcc: tous@example.org"
    assert message["To"].addresses[0].display_name == "Léa Bcc: tous@example.org"
    assert post.counted() == {"lea@example.org": 1}


@pytest.mark.parametrize("email", ["lea @example.org", "lea@@example.org", "lea@x@example.org", "lea", "lea@example"])
def test_an_address_that_cannot_be_one_is_refused_before_anything_is_queued(front: Front, email: str) -> None:
    draft = front.messages.offer(Purpose.PLAIN, Addressee("Léa", email), {"subject": "a", "text": "b"})
    assert draft.way.value == "letter", "nothing is offered to an address that is none"
    with pytest.raises(errors.WrongIdentifier):
        front.messages.queue(draft.by(type(draft.way)("email")))
    assert front.messages.open() == ()


def test_a_domain_with_accents_is_written_as_servers_read_it(front: Front, post: Post) -> None:
    front.account(post.port)
    front.tell("lea@café.example")
    assert front.postman.run().sent == 1
    assert post.counted() == {"lea@xn--caf-dma.example": 1}


def test_a_clock_that_was_wrong_does_not_make_messages_wait_for_years(front: Front, post: Post) -> None:
    post.moods = first_time(mail_peers.GREYLIST)
    front.account(post.port)
    now = front.desk.clock.wall()
    front.later(timedelta(days=400))
    front.tell("lea@example.org")
    front.postman.run()
    assert isinstance(front.desk.clock, StoppedClock)
    front.desk.clock.set(now)
    assert front.postman.due()
    assert front.postman.run().sent == 1


def test_an_account_is_tried_out_before_it_is_kept_and_its_answer_told(front: Front, post: Post) -> None:
    account = Account("127.0.0.1", post.port, Security.NONE, "", "L’Étang Vert", "accueil@etangvert.example")
    assert front.postman.try_out(account, "", "moi@example.org") == "2.0.0 Taken"
    assert post.counted() == {"moi@example.org": 1}
    post.moods = always(mail_peers.NOBODY)
    with pytest.raises(errors.MailNotAccepted) as refused:
        front.postman.try_out(account, "", "personne@example.org")
    assert refused.value.facts["said"] == "5.1.1 No such person here"
    assert front.accounts.get() is None


def test_what_waited_in_a_copy_that_was_put_back_is_not_sent_by_itself(tmp_path: Path, post: Post) -> None:
    """It left between the copy and its being put back: a second time would be once too many."""
    with open_desk(tmp_path / "desk") as desk:
        describe_place(desk)
        front = Front(desk)
        front.account(post.port)
        number = front.tell("lea@example.org")
        copy = Copies(desk).make(tmp_path / "stick").first.file
        front.later(timedelta(hours=1))
        assert front.postman.run().sent == 1
        folder, clock = desk.store.folder, desk.clock
    clock.advance(timedelta(hours=1))
    restoring.restore(folder, copy, clock)
    again = Desk(stores.open_store(folder, lambda _file: None), clock, lambda: "Camille")
    try:
        front = Front(again)
        front.postman.run()
        assert front.state(number) == (State.UNSURE, "copy")
        assert post.counted() == {"lea@example.org": 1}
        front.later(timedelta(hours=1))
        front.messages.again(number)
        assert front.postman.run().sent == 1
    finally:
        again.store.close()
