"""What happens to messages when somebody, something or a server does what nobody planned: told, and nothing lost."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import mail_peers
import pytest
from front_desk import Front, always, first_time
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from mail_peers import Post, post_office

from tierslieu_desk import errors
from tierslieu_desk.i18n import speaking
from tierslieu_desk.network.smtp import MailConnection, MailServer, Patience
from tierslieu_desk.rules import messages as rules
from tierslieu_desk.rules.messages import Purpose, Security, State
from tierslieu_desk.services.keeping import passwords
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.message.message_rows import PaperRef
from tierslieu_desk.services.message.message_texts import MessageTexts
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.wallclock import StoppedClock

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


# --- a text somebody wrote


@pytest.mark.parametrize("text", ["Hello {name, see you", "Hello name}, see you", "Hello\n{\nname}"])
def test_a_text_with_a_brace_left_open_is_refused_and_the_old_one_stays(front: Front, text: str) -> None:
    texts = MessageTexts(front.desk)
    before = texts.shown(Purpose.INVOICE, "en")
    with speaking("en"), pytest.raises(errors.BraceLeftOpen) as refused:
        texts.keep(Purpose.INVOICE, "en", "Invoice", text)
    assert refused.value.facts["field"] == "text"
    assert refused.value.facts["example"] == "{name}"
    assert texts.shown(Purpose.INVOICE, "en") == before


@pytest.mark.parametrize("text", ["Hello %(nmae)s", "Hello {}", "Hello { }", "Hello {0}"])
def test_a_word_that_stands_for_nothing_is_refused_however_it_is_written(front: Front, text: str) -> None:
    with speaking("en"), pytest.raises(errors.PlaceholderUnknown):
        MessageTexts(front.desk).keep(Purpose.INVOICE, "en", "Invoice", text)


@pytest.mark.parametrize("text", ["100 %", "%s and %d %", "50 %% (name)", "% (name)s"])
def test_signs_that_only_look_like_a_word_are_told_as_they_are(front: Front, text: str) -> None:
    with speaking("en"):
        MessageTexts(front.desk).keep(Purpose.INVOICE, "en", "Invoice {number}", text)
    told = front.messages.offer(Purpose.INVOICE, Addressee("Ann", language="en"), {"number": "F1"})
    assert (told.subject, told.body) == ("Invoice F1", text)


# --- addresses


@pytest.mark.parametrize("email", ["Léa Fauré <lea@example.org>", "léa@example.org", f"lea@{'a' * 64}.org", "a@é..org"])
def test_an_address_no_server_takes_is_refused_where_it_is_typed(front: Front, email: str) -> None:
    with pytest.raises(errors.WrongIdentifier):
        rules.address(email)
    with pytest.raises(errors.WrongIdentifier) as refused:
        front.accounts.keep(Account("127.0.0.1", 25, Security.NONE, "", "L’Étang Vert", email))
    assert refused.value.facts["field"] == "sender_email"


def test_names_with_accents_quotes_and_commas_arrive_as_they_are_written(front: Front, post: Post) -> None:
    front.account(post.port)
    name = "Müller, Jürgen “Jü” <chef> & Çağrı"
    front.tell("j.müller@example.org".replace("ü", "ue"), name=name)
    assert front.postman.run().sent == 1
    ((to, message),) = post.delivered
    assert to == "j.mueller@example.org"
    (addressed,) = message["To"].addresses
    assert (addressed.display_name, addressed.addr_spec) == (name, "j.mueller@example.org")


# --- large papers


def test_a_paper_of_thirty_megabytes_is_refused_before_it_is_sent_and_holds_nobody_up(front: Front, post: Post) -> None:
    """The server takes 32 MiB, and thirty million bytes travel as forty."""
    front.account(post.port)
    large = PaperRef(front.papers.keep(b"%PDF" + bytes(30_000_000)), "F2026-0001.pdf")
    first, second = front.tell("lea@example.org", papers=(large,)), front.tell("jean@example.org")
    run = front.postman.run()
    assert (run.refused, run.sent) == (1, 1)
    assert front.state(first) == (State.REFUSED, "too_large")
    assert front.state(second)[0] is State.SENT
    assert post.tries["lea@example.org"] == 0, "nothing of it went over the line"
    assert front.papers.read(large.sha256).startswith(b"%PDF")


def test_a_paper_that_takes_longer_than_a_stall_arrives_as_long_as_it_moves(front: Front, post: Post) -> None:
    slow = Front(front.desk, lambda server: MailConnection(server, Patience(2, 10, 0.02)))
    post.slow_seconds = 0.03
    slow.account(post.port)
    paper = PaperRef(slow.papers.keep(b"%PDF" + bytes(12_000_000)), "F2026-0001.pdf")
    number = slow.tell("lea@example.org", papers=(paper,))
    assert slow.postman.run().sent == 1, slow.messages.get(number)
    assert post.ends["lea@example.org"] == 1


# --- servers


def test_a_server_that_says_later_at_the_beginning_of_a_text_keeps_the_connection_for_the_next(
    front: Front, post: Post
) -> None:
    post.moods = lambda to, number: (
        mail_peers.LATER_AT_DATA if to.startswith("lea") and number == 1 else mail_peers.NOTHING
    )
    front.account(post.port)
    first, second = front.tell("lea@example.org"), front.tell("jean@example.org")
    run = front.postman.run()
    assert (run.later, run.sent, post.connections) == (1, 1, 1)
    row = front.messages.get(first)
    assert (row.state, row.why, row.said) == (State.WAITING, "later", "4.3.0 Not just now")
    front.later(timedelta(minutes=2))
    assert front.postman.run().sent == 1
    assert post.counted() == {"lea@example.org": 1, "jean@example.org": 1}
    assert front.state(second)[0] is State.SENT


def test_what_waits_goes_with_the_new_account_at_once_and_the_old_password_is_forgotten(
    front: Front, post: Post, kept: dict[tuple[str, str], str]
) -> None:
    with post_office(signs_in=True) as old:
        old.moods = always(mail_peers.GREYLIST)
        front.account(old.port, user=mail_peers.USER)
        front.accounts.sign_in(mail_peers.PASSWORD)
        numbers = [front.tell(f"p{n}@example.org") for n in range(3)]
        assert front.postman.run().later == 3
        assert list(kept.values()) == [mail_peers.PASSWORD]
        assert not front.postman.due(), "the old server asked to wait"
        new = Account("127.0.0.1", post.port, Security.NONE, "", "L’Étang Vert", "bonjour@etangvert.example")
        front.accounts.keep(new)
        assert kept == {}
        assert front.postman.due()
        assert front.postman.run().sent == 3
    assert old.delivered == []
    assert post.counted() == {f"p{n}@example.org": 1 for n in range(3)}
    assert {str(message["From"].addresses[0].addr_spec) for _to, message in post.delivered} == {
        "bonjour@etangvert.example"
    }
    assert [front.state(number)[0] for number in numbers] == [State.SENT] * 3


def test_a_clock_set_back_a_day_makes_nothing_wait_for_a_day(front: Front, post: Post) -> None:
    post.moods = first_time(mail_peers.GREYLIST)
    front.account(post.port)
    front.tell("lea@example.org")
    front.postman.run()
    assert not front.postman.due()
    assert isinstance(front.desk.clock, StoppedClock)
    front.desk.clock.set(front.desk.clock.wall() - timedelta(days=1))
    assert front.postman.due()
    assert front.postman.run().sent == 1
    assert post.counted() == {"lea@example.org": 1}


def test_a_clock_set_back_a_day_while_the_server_is_away_makes_nothing_wait_for_a_day(front: Front) -> None:
    with post_office() as gone:
        port = gone.port
    front.account(port)
    front.tell("lea@example.org")
    assert front.postman.run().why == "line"
    assert isinstance(front.desk.clock, StoppedClock)
    front.desk.clock.set(front.desk.clock.wall() - timedelta(days=1))
    assert front.postman.due()
    assert front.postman.run().why == "line"
    row = front.accounts.get()
    assert row is not None
    assert row.next_try is not None
    assert row.next_try - front.desk.clock.now() <= timedelta(seconds=45)


# --- passwords


class Ring(KeyringBackend):
    """A keyring of this process; `refusal` is what it raises."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        del self.kept[service, username]

    def _open(self) -> None:
        if self.refusal is not None:
            raise self.refusal


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    monkeypatch.delenv(passwords.VARIABLE, raising=False)
    before, ours = keyring.get_keyring(), Ring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)
    passwords._until_closed.clear()


@pytest.fixture
def kept(ring: Ring) -> dict[tuple[str, str], str]:
    return ring.kept


class BusIsGone(Exception):
    """What a desktop's message bus raises."""


@pytest.mark.parametrize("refusal", [KeyringLocked("locked"), BusIsGone("org.freedesktop.DBus"), OSError("pipe")])
def test_a_keyring_that_is_locked_makes_all_wait_and_typing_the_password_is_enough(
    front: Front, ring: Ring, refusal: Exception
) -> None:
    with post_office(signs_in=True) as post:
        front.account(post.port, user=mail_peers.USER)
        front.accounts.sign_in(mail_peers.PASSWORD)
        number = front.tell("lea@example.org")
        ring.refusal = refusal
        assert front.postman.run().why == "password_missing"
        assert front.state(number)[0] is State.WAITING
        assert front.accounts.sign_in(mail_peers.PASSWORD) is False, "kept until the program ends"
        assert front.postman.run().sent == 1


def test_a_server_that_repeats_the_password_does_not_bring_it_into_store_log_or_copy(
    tmp_path: Path, front: Front, ring: Ring, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "s3cret-passe"
    caplog.set_level(logging.DEBUG)
    with post_office(signs_in=True) as post:
        coded = mail_peers.coded(mail_peers.USER, secret)
        post.refusal = lambda said: f"535 5.7.8 No: {said} ({' '.join(coded)})"
        front.account(post.port, user=mail_peers.USER)
        front.accounts.sign_in(secret)
        number = front.tell("lea@example.org")
        assert front.postman.run().why == "password"
        row = front.accounts.get()
        assert row is not None
        assert row.said == "5.7.8 No: ••• (••• •••)"
        account = Account("127.0.0.1", post.port, Security.NONE, mail_peers.USER, "L’Étang Vert", "a@etangvert.example")
        with pytest.raises(errors.MailNotAccepted) as tried:
            front.postman.try_out(account, secret, "moi@example.org")
    assert secret not in str(tried.value.facts)
    copy = Copies(front.desk).make(tmp_path / "stick").first.file
    assert front.state(number)[0] is State.WAITING
    hidden = [secret.encode(), *(one.encode() for one in coded)]
    with zipfile.ZipFile(copy) as packed:
        copied = [packed.read(name) for name in packed.namelist()]
    kept = [file.read_bytes() for file in front.desk.store.folder.rglob("*") if file.is_file()]
    assert any(b"etangvert.example" in content for content in kept)
    assert any(b"etangvert.example" in content for content in copied)
    assert not any(one in content for content in (*kept, *copied) for one in hidden)
    assert not any(one.decode() in caplog.text for one in hidden)
    assert secret not in repr(MailServer("h", 25, Security.NONE, "u", secret))
