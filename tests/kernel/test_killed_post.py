"""`kill -9` while messages are handed in: nothing goes twice, nothing is lost, what nobody knows is said so."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import NOW, describe_place, open_desk
from kernel.other_desk import OtherDesk
from mail_peers import post_office

from tierslieu_desk.rules.messages import Purpose, Security, State
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.message.mail_accounts import Account, MailAccounts
from tierslieu_desk.services.message.messages import Addressee, Messages
from tierslieu_desk.services.message.postman import Postman

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
LONGEST = 0.4
"""Seconds a run is let go on before it is killed."""


def killed_run(folder: Path, after: float) -> None:
    victim = OtherDesk("posting.py", str(folder))
    assert victim.hear() == {"ready": True}
    victim.tell({})
    time.sleep(after)
    victim.process.send_signal(signal.SIGKILL)
    victim.process.wait(20)
    for pipe in (victim.process.stdin, victim.process.stdout):
        assert pipe is not None
        pipe.close()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_desk_killed_while_it_hands_in_sends_nothing_twice_and_loses_nothing(
    tmp_path: Path, rounds: Callable[[int], int]
) -> None:
    kills, dice = rounds(80), random.Random(20261124)
    with post_office() as post, open_desk(tmp_path / "desk") as desk:
        describe_place(desk)
        MailAccounts(desk).keep(Account("127.0.0.1", post.port, Security.NONE, "", "", "accueil@etangvert.example"))
        messages = Messages(desk, Papers(desk.store.folder))
        numbers = {}
        for number in range(kills * 25):
            to = f"p{number}@example.org"
            draft = messages.offer(Purpose.PLAIN, Addressee("Léa", to), {"subject": "Un mot", "text": "Bonjour"})
            numbers[to] = messages.queue(draft)
        for _kill in range(kills):
            killed_run(desk.store.folder, LONGEST * dice.random())
            assert max(post.counted().values(), default=0) <= 1
        for _slower in range(20):  # a busy machine may have handed in nothing yet
            if post.delivered:
                break
            killed_run(desk.store.folder, 2 * LONGEST)
            kills += 1
        before = len(post.delivered)
        assert 0 < before < len(numbers), "it was killed in the midst of it"
        Postman(desk, Papers(desk.store.folder)).run()
        arrived = post.counted()
        assert max(arrived.values()) == 1, "nothing went twice"
        states = {to: messages.get(number).state for to, number in numbers.items()}
        assert set(states.values()) <= {State.SENT, State.UNSURE}
        assert sum(state is State.UNSURE for state in states.values()) <= kills, "at most the one under way"
        assert [to for to, state in states.items() if state is State.SENT and arrived[to] != 1] == []
    assert verify_folder(tmp_path / "desk", NOW) == ()
