"""What is told to people, without a line: offered, queued, changed, withdrawn, printed, called; in their language."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import NOW, describe_place, open_desk, person
from sqlalchemy import select

from tierslieu_desk import errors, i18n
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.rules import messages as rules
from tierslieu_desk.rules.messages import Purpose, State, Way
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import papers as archive
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.message.message_texts import COMMON, PLACEHOLDERS, MessageTexts, in_force
from tierslieu_desk.services.message.messages import Addressee, Messages
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.wallclock import Slot


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk") as made:
        describe_place(made)
        yield made


@pytest.fixture
def messages(desk: Desk) -> Messages:
    return Messages(desk, Papers(desk.store.folder))


FACTS = {"subject": "Un mot", "text": "Bonjour"}


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_purpose_has_a_text_in_every_language_that_names_only_its_facts(
    desk: Desk, purpose: Purpose, language: str
) -> None:
    with desk.store.reading() as session:
        subject, body, ours = in_force(session, purpose, language)
    assert subject
    assert body
    assert not ours
    assert set(rules.placeholders(subject + body)) <= {*COMMON, *PLACEHOLDERS[purpose]}


def test_a_text_of_the_house_wins_in_its_language_alone(desk: Desk, messages: Messages) -> None:
    texts = MessageTexts(desk)
    with i18n.speaking("en"):
        texts.keep(Purpose.BOOKING_REMINDER, "eu", "Kaixo {name}", "{space}, {when}")
    facts = {"what": "Salle jaune", "when": Slot(NOW, NOW.replace(hour=12))}
    basque = messages.offer(Purpose.BOOKING_REMINDER, Addressee("Ane", language="eu"), facts)
    french = messages.offer(Purpose.BOOKING_REMINDER, Addressee("Ane", language="fr"), facts)
    assert basque.subject == "Kaixo Ane"
    assert basque.body.startswith("Salle jaune, ")
    assert french.subject != basque.subject


def test_a_text_without_words_or_with_an_unknown_fact_is_refused_and_the_old_one_stays(desk: Desk) -> None:
    texts = MessageTexts(desk)
    before = texts.shown(Purpose.INVOICE, "fr")
    with i18n.speaking("en"):
        with pytest.raises(errors.MissingFact):
            texts.keep(Purpose.INVOICE, "fr", "Facture {number}", " \n ")
        with pytest.raises(errors.PlaceholderUnknown) as refused:
            texts.keep(Purpose.INVOICE, "fr", "Facture {numebr}", "Bonjour")
    assert (refused.value.facts["field"], refused.value.facts["word"]) == ("subject", "numebr")
    assert texts.shown(Purpose.INVOICE, "fr") == before


def test_what_is_sent_without_being_looked_at_takes_the_way_that_suits_them(desk: Desk, messages: Messages) -> None:
    people = People(desk)
    known = {
        "Ada": {"email": "ada@example.org"},
        "Bob": {"phone": "0561000000"},
        "Cléo": {"street": "1 rue Haute", "city": "Foix"},
    }
    for name, facts in known.items():
        messages.send(Purpose.PLAIN, people.add_person(NewPerson(given_name=name, family_name="Roca", **facts)), FACTS)
    assert [(row.name.split()[0], row.state) for row in messages.open()] == [
        ("Ada", State.WAITING),
        ("Bob", State.TO_CALL),
        ("Cléo", State.TO_PRINT),
    ]


def test_each_act_is_dated_in_the_journal(desk: Desk, messages: Messages) -> None:
    number = messages.send(Purpose.PLAIN, Addressee("Léa", phone="0561000000"), FACTS).id
    messages.called(number, "D’accord")
    messages.put_back(number)
    messages.withdraw(number)
    with desk.store.reading() as session:
        acts = session.scalars(select(JournalEntry.act).where(JournalEntry.subject == "message")).all()
    assert acts == ["queued", "called", "put_back", "withdrawn"]


def test_what_left_or_was_seen_to_cannot_be_changed_or_withdrawn(messages: Messages) -> None:
    number = messages.send(Purpose.PLAIN, Addressee("Léa", phone="0561000000"), FACTS).id
    draft = messages.offer(Purpose.PLAIN, Addressee("Léa", phone="0561000000"), FACTS)
    messages.called(number)
    for act in (lambda: messages.change(number, draft, 2), lambda: messages.withdraw(number)):
        with pytest.raises(errors.MessageGone):
            act()


def test_two_windows_that_change_the_same_message_do_not_undo_each_other(messages: Messages) -> None:
    row = messages.send(Purpose.PLAIN, Addressee("Léa", phone="0561000000"), FACTS)
    draft = messages.offer(Purpose.PLAIN, Addressee("Léa", phone="0561000000"), FACTS)
    messages.change(row.id, draft.by(Way.LETTER), row.version)
    with pytest.raises(errors.ChangedMeanwhile):
        messages.change(row.id, draft, row.version)
    assert messages.get(row.id).state is State.TO_PRINT


def test_a_paper_that_goes_with_a_message_is_not_swept_and_one_that_is_lost_is_told_by_verify(
    desk: Desk, messages: Messages
) -> None:
    papers = Papers(desk.store.folder)
    kept, stray = messages.enclose(b"%PDF kept", "recu.pdf"), papers.keep(b"%PDF stray")
    messages.send(Purpose.RECEIPT, Addressee("Léa"), {"number": "R1", "amount_cents": 1250}, papers=(kept,))
    for sha256 in (kept.sha256, stray):
        long_ago = time.time() - 3 * archive.ABANDONED_SECONDS
        os.utime(papers.path(sha256), (long_ago, long_ago))
    assert archive.sweep(desk, papers) == 1
    assert messages.paper(kept) == b"%PDF kept"
    assert not papers.path(stray).exists()
    assert verify_folder(desk.store.folder, NOW) == ()
    papers.path(kept.sha256).unlink()
    (finding,) = verify_folder(desk.store.folder, NOW)
    assert finding.check == "message_papers"


def test_money_days_and_names_are_written_as_their_language_writes_them(messages: Messages) -> None:
    facts = {"number": "F2026-0001", "amount_cents": 123456, "due": date(2026, 12, 24)}
    english = messages.offer(Purpose.INVOICE, Addressee("Ann", language="en"), facts)
    assert "€1,234.56 to be paid by 24 December 2026." in english.body
    french = messages.offer(Purpose.INVOICE, Addressee("Anne", language="fr"), facts)
    assert "24 décembre 2026" in french.body


def test_somebody_who_is_no_longer_in_the_file_is_told_so(messages: Messages) -> None:
    with pytest.raises(errors.NotFound):
        messages.offer(Purpose.PLAIN, 4711, FACTS)


def test_what_they_asked_for_is_kept_until_they_ask_otherwise(desk: Desk, messages: Messages) -> None:
    lea = person(desk, "Léa", "Fauré")
    messages.ask(lea, Way.LETTER)
    assert messages.wish(lea) is Way.LETTER
    messages.ask(lea, None)
    assert messages.wish(lea) is None


def test_where_the_program_has_no_words_of_their_language_all_of_it_is_in_the_desks(
    messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "available", lambda language: language in {"fr", "en"})
    facts = {"title": "Barcamp", "when": date(2026, 11, 22)}
    with i18n.speaking("fr"):
        draft = messages.offer(Purpose.EVENT_PLACE, Addressee("Ane", language="es"), facts)
    assert draft.language == "fr"
    assert "22 novembre 2026" in draft.subject
    assert "noviembre" not in draft.subject + draft.body
