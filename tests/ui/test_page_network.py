"""The network page: the listing written field by field, looked at, kept, sent; nothing lost whatever the line does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import peers
import pytest
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from scenes import Scene

from tierslieu_desk.network.bundle import MANIFEST
from tierslieu_desk.network.webdav import WebDav
from tierslieu_desk.rules import listing as rules
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.keeping import passwords
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.network.listing_difference import ListingDifference
from tierslieu_desk.ui.pages.network.listing_fields import SUMMARY_LIMIT, AddressField, LineField, TextField
from tierslieu_desk.ui.pages.network.listing_rows import PricesField
from tierslieu_desk.ui.pages.network.page import NetworkPage
from tierslieu_desk.ui.pages.network.target_dialog import TargetDialog
from tierslieu_desk.ui.tour import settle

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(scene: Scene) -> NetworkPage:
    shown = scene.window.go("network")
    scene.window.activateWindow()
    settle()
    assert isinstance(shown, NetworkPage)
    return shown


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring of the test's own."""
    kept: dict[str, str] = {}
    monkeypatch.setattr(passwords, "keep", kept.__setitem__)
    monkeypatch.setattr(passwords, "password_of", lambda name: kept.get(name, ""))
    monkeypatch.setattr(passwords, "forget", lambda name: kept.pop(name, None))
    return kept


@pytest.fixture
def server(tmp_path: Path) -> Iterator[peers.Peer]:
    with peers.webdav(tmp_path / "server") as peer:
        yield peer


def line(page: NetworkPage, key: str) -> QLineEdit:
    editor = page.editor.fields[key].editor
    assert isinstance(editor, LineField)
    return editor.line


def retype(qtbot, box: QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text) if text else qtbot.keyClick(box, Qt.Key.Key_Delete)


def tick(qtbot, page: NetworkPage, *keys: str) -> None:
    for key in keys:
        box = page.editor.fields[key].public
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()


def write_summary(qtbot, page: NetworkPage, text: str) -> TextField:
    editor = page.editor.fields["summary"].editor
    assert isinstance(editor, TextField)
    editor.text.selectAll()
    qtbot.keyClicks(editor.text, text)
    return editor


def keep(qtbot, page: NetworkPage) -> None:
    qtbot.mouseClick(page.editor.keep, LEFT)


def opened(kind: type[Dialog]) -> Dialog:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def button_of(page: NetworkPage, text: str, name: str) -> QPushButton:
    settle()
    buttons = page.targets.findChildren(QPushButton)
    (found,) = [b for b in buttons if b.text() == text and b.accessibleDescription() == name and b.isVisibleTo(page)]
    return found


def add_target(qtbot, page: NetworkPage, url: str, password: str = peers.PASSWORD, name: str = "site") -> TargetDialog:
    qtbot.mouseClick(page.targets.add_button, LEFT)
    dialog = opened(TargetDialog)
    assert isinstance(dialog, TargetDialog)
    qtbot.keyClicks(dialog._name, name)
    qtbot.keyClicks(dialog._url, url)
    qtbot.keyClicks(dialog._user, peers.USER)
    dialog._password.insert(password)  # é has no key of its own in QTest
    qtbot.mouseClick(dialog.act, LEFT)
    return dialog


def published(qtbot, page: NetworkPage, peer: peers.Peer) -> None:
    """The name and the summary, online at the server."""
    write_summary(qtbot, page, "A desk by the pond.")
    tick(qtbot, page, "name", "summary")
    keep(qtbot, page)
    add_target(qtbot, page, peer.url)
    page.refresh()
    qtbot.mouseClick(page._send_button, LEFT)
    page.refresh()


def said(peer: peers.Peer) -> dict[str, object]:
    found: dict[str, object] = json.loads((peer.disk / "site" / "listing.json").read_bytes())
    return found


def test_the_first_time_what_the_desk_knows_is_filled_in_and_nothing_is_public(page: NetworkPage) -> None:
    assert line(page, "name").text() == "L’Étang Vert"
    address = page.editor.fields["address"].editor
    assert isinstance(address, AddressField)
    assert [box.text() for box in address.lines.values()] == ["12 rue des Tanneurs", "09500", "Mirepoix", "FR"]
    assert page.editor.values()["spaces"] == [
        {"name": "Room A", "seats": 8},
        {"name": "Room B", "seats": 6},
        {"name": "Open space", "seats": 3},
        {"name": "Booth", "seats": 1},
    ]
    assert page.editor.public() == frozenset()
    assert page.editor.keep.isEnabled()


def test_what_is_ticked_and_kept_is_public_and_nothing_else(qtbot, page: NetworkPage, scene: Scene) -> None:
    write_summary(qtbot, page, "A desk by the pond.")
    tick(qtbot, page, "name", "summary", "opening_hours")
    keep(qtbot, page)
    listing = scene.services.listings.get()
    assert listing.public == {"name", "summary", "opening_hours"}
    assert listing.published().fields == {
        "name": "L’Étang Vert",
        "summary": "A desk by the pond.",
        "opening_hours": "Mo-Fr 08:00-20:00",
    }
    assert scene.window.messages.sentence == "Kept. Add a place to publish it to."
    assert not page.editor.keep.isEnabled()


def test_the_preview_is_the_page_that_would_be_sent(qtbot, page: NetworkPage) -> None:
    write_summary(qtbot, page, "A desk by the pond.")
    tick(qtbot, page, "name", "summary")
    qtbot.waitUntil(lambda: "A desk by the pond." in page.leaving.page.toPlainText())
    assert "Tanneurs" not in page.leaving.page.toPlainText()
    tick(qtbot, page, "address")
    qtbot.waitUntil(lambda: "12 rue des Tanneurs" in page.leaving.page.toPlainText())


def words_in(page: NetworkPage) -> list[str]:
    inside = page.leaving._inside
    return [label.text() for label in inside.findChildren(QLabel) if label.isVisibleTo(inside)]


def test_what_will_leave_names_every_file_and_every_field(qtbot, page: NetworkPage) -> None:
    tick(qtbot, page, "name")
    qtbot.mouseClick(page.leaving.looks._group.button(1), LEFT)
    qtbot.waitUntil(lambda: "Name of the place" in words_in(page))
    told = words_in(page)
    assert {"listing.json", "index.html", MANIFEST} <= set(told)
    assert "L’Étang Vert" in told
    assert "Address" not in told


def test_what_a_visitor_will_miss_is_said_with_its_reason(qtbot, page: NetworkPage) -> None:
    tick(qtbot, page, "name")
    qtbot.waitUntil(lambda: "The summary is what directories show first." in words_in(page))
    qtbot.waitUntil(lambda: "National" in " ".join(words_in(page)).title())
    told = " ".join(words_in(page))
    assert "“Address” is written but not public." in told
    assert "“tiers-lieu” or “coworking”" in told


def test_the_summary_is_counted_while_it_is_typed_and_too_long_is_told_beside_it(
    qtbot, page: NetworkPage, scene: Scene
) -> None:
    assert SUMMARY_LIMIT == rules.SUMMARY_LIMIT
    editor = write_summary(qtbot, page, "x" * 281)
    assert editor.count.text() == "281 of 280 signs"
    keep(qtbot, page)
    assert page.editor.fields["summary"].refusal.text() == "Keep it to 280 signs: directories cut what is longer."
    assert scene.services.listings.get() is None
    assert editor.text.toPlainText() == "x" * 281
    qtbot.keyClick(editor.text, Qt.Key.Key_Backspace)
    keep(qtbot, page)
    assert scene.services.listings.get().fields["summary"] == "x" * 280
    assert page.editor.fields["summary"].refusal.isHidden()


@pytest.mark.parametrize(
    ("key", "typed", "how"),
    [
        ("phone", "12", "Write the number with its country: +33 5 61 00 00 00."),
        ("email", "hello", "An e-mail address has an @ and a point: hello@place.fr."),
        ("website", "place.example", "Begin with https:// or http://."),
        ("latitude", "north", "A number between -90 and 90, such as 43.0871."),
    ],
)
def test_a_field_that_cannot_be_read_is_told_beside_it_and_stays(
    qtbot, page: NetworkPage, scene: Scene, key: str, typed: str, how: str
) -> None:
    retype(qtbot, line(page, key), typed)
    qtbot.keyClick(line(page, key), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.fields[key].refusal.text() == how
    assert line(page, key).text() == typed
    assert scene.services.listings.get() is None


def test_a_number_as_the_french_write_it_is_published_with_its_country(qtbot, page: NetworkPage, scene: Scene) -> None:
    retype(qtbot, line(page, "phone"), "05 61 00 00 00")
    keep(qtbot, page)
    assert scene.services.listings.get().fields["phone"] == "+33561000000"


def test_a_price_with_a_comma_is_read_and_one_without_an_amount_is_told(qtbot, page: NetworkPage, scene: Scene) -> None:
    prices = page.editor.fields["prices"].editor
    assert isinstance(prices, PricesField)
    qtbot.mouseClick(prices.add, LEFT)
    row = prices.rows[0]
    qtbot.keyClicks(row.name, "A desk")
    qtbot.keyClicks(row.price, "a bit")
    keep(qtbot, page)
    assert page.editor.fields["prices"].refusal.text().startswith("What it is for and how much")
    retype(qtbot, row.price, "15,50")
    keep(qtbot, page)
    assert scene.services.listings.get().fields["prices"] == [
        {"label": "A desk", "cents": 1550, "currency": "EUR", "unit": "day"}
    ]


def test_a_change_is_undone_with_one_key(qtbot, page: NetworkPage, scene: Scene) -> None:
    keep(qtbot, page)
    retype(qtbot, line(page, "name"), "Pond coworking")
    keep(qtbot, page)
    assert scene.services.listings.get().fields["name"] == "Pond coworking"
    scene.window.messages._do()
    assert scene.services.listings.get().fields["name"] == "L’Étang Vert"
    qtbot.waitUntil(lambda: line(page, "name").text() == "L’Étang Vert")


def test_what_is_being_written_stays_when_something_else_changes(qtbot, page: NetworkPage, scene: Scene) -> None:
    keep(qtbot, page)
    retype(qtbot, line(page, "name"), "Pond cow")
    scene.services.places.set_hours([])
    qtbot.wait(50)
    assert line(page, "name").text() == "Pond cow"


def test_what_another_window_kept_meanwhile_is_not_written_over(qtbot, page: NetworkPage, scene: Scene) -> None:
    keep(qtbot, page)
    listings = scene.services.listings
    retype(qtbot, line(page, "name"), "Mine")
    page.editor._draft = page.editor._draft.__class__(
        **{name: getattr(page.editor._draft, name) for name in page.editor._draft.__dataclass_fields__} | {"rev": 9}
    )
    keep(qtbot, page)
    assert listings.get().fields["name"] == "L’Étang Vert"
    assert "meanwhile" in scene.window.messages.sentence


def test_fields_that_are_not_shown_stay_as_they_were(qtbot, page: NetworkPage, scene: Scene) -> None:
    charter = {"name": "Charte", "signed_on": "2026-01-15"}
    scene.services.listings.edit({"name": "Étang", "charter": charter}, public=["name", "charter"])
    qtbot.waitUntil(lambda: line(page, "name").text() == "Étang")
    retype(qtbot, line(page, "name"), "Pond")
    keep(qtbot, page)
    listing = scene.services.listings.get()
    assert (listing.fields, listing.public) == ({"name": "Pond", "charter": charter}, {"name", "charter"})


def test_from_the_page_to_the_servers_disk(qtbot, page: NetworkPage, scene: Scene, server, ring) -> None:
    published(qtbot, page, server)
    assert {key: said(server)[key] for key in ("name", "summary")} == {
        "name": "L’Étang Vert",
        "summary": "A desk by the pond.",
    }
    assert "phone" not in said(server)
    assert ring == {"site": peers.PASSWORD}
    assert scene.window.messages.sentence == "Online, and read back: site."
    (row,) = scene.services.targets.all()
    assert row.state == "online"
    assert "Online since 24 November 2026 at 10:47" in shown_targets(page)


def shown_targets(page: NetworkPage) -> str:
    settle()
    labels = page.targets.findChildren(QLabel)
    return " | ".join(label.text() for label in labels if label.isVisibleTo(page.targets))


def test_what_changes_online_is_shown_before_it_is_sent(qtbot, page: NetworkPage, server, ring) -> None:
    published(qtbot, page, server)
    write_summary(qtbot, page, "Two desks.")
    qtbot.waitUntil(lambda: "“A desk by the pond.” becomes “Two desks.”" in words_in(page))


def test_a_wrong_password_is_told_beside_it_before_anything_is_kept(
    qtbot, page: NetworkPage, scene: Scene, server, ring
) -> None:
    dialog = add_target(qtbot, page, server.url, "wrong")
    assert dialog.isVisible()
    assert dialog._password.property("refused") is True
    assert "Type the password again" in dialog.form.refusals[0]
    assert (scene.services.targets.all(), ring) == ((), {})
    dialog._password.clear()
    dialog._password.insert(peers.PASSWORD)
    qtbot.mouseClick(dialog.act, LEFT)
    assert [row.name for row in scene.services.targets.all()] == ["site"]


@pytest.mark.parametrize("url", ["site.example", "http://camille@192.168.1.20/dav"])
def test_an_address_that_cannot_be_used_is_told_beside_it(qtbot, page: NetworkPage, scene: Scene, ring, url) -> None:
    dialog = add_target(qtbot, page, url)
    assert dialog._url.property("refused") is True
    assert scene.services.targets.all() == ()
    dialog.close()


def test_without_a_line_a_place_is_kept_all_the_same(qtbot, page: NetworkPage, scene: Scene, ring) -> None:
    with peers.answering(200) as gone:
        url = gone.url
    add_target(qtbot, page, url)
    assert [row.name for row in scene.services.targets.all()] == ["site"]
    assert "Waiting for the line" in scene.window.messages.sentence


def test_a_hotels_sign_in_page_is_said_and_nothing_is_lost(qtbot, page: NetworkPage, scene: Scene, ring) -> None:
    tick(qtbot, page, "name")
    keep(qtbot, page)
    with peers.answering(200, b"<html>Bienvenue</html>", Content_Type="text/html") as portal:
        add_target(qtbot, page, portal.url)
        page.refresh()
        qtbot.mouseClick(page._send_button, LEFT)
    assert "Sign in to the network" in scene.window.messages.sentence
    page.refresh()
    assert "Sign in to the network first" in shown_targets(page)
    (row,) = scene.services.targets.all()
    assert (row.state, row.confirmed_rev, row.pending) == ("portal", 0, 1)


def test_a_server_that_says_yes_and_keeps_nothing_is_not_believed(
    qtbot, page: NetworkPage, scene: Scene, ring, server: peers.Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = WebDav.put_atomic

    def emptied(self: WebDav, path: str, *facts: str) -> None:
        real(self, path, *facts)
        (server.disk / "site" / path).write_bytes(b"")

    with monkeypatch.context() as patch:
        patch.setattr(WebDav, "put_atomic", emptied)
        published(qtbot, page, server)
    assert scene.window.messages.sentence.startswith("site: The site did not keep what we sent.")
    (row,) = scene.services.targets.all()
    assert (row.state, row.confirmed_rev) == ("waiting", 0)
    qtbot.mouseClick(page._send_button, LEFT)
    assert scene.window.messages.sentence == "Online, and read back: site."
    assert said(server)["name"] == "L’Étang Vert"


def test_a_computer_without_a_keyring_keeps_the_password_until_it_closes(
    qtbot, page: NetworkPage, scene: Scene, server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_ring(name: str, _password: str) -> None:
        raise passwords.errors.PasswordMissing(target=name)

    monkeypatch.setattr(passwords, "keep", no_ring)
    monkeypatch.setattr(passwords, "_until_closed", {})
    add_target(qtbot, page, server.url)
    assert "no keyring" in scene.window.messages.sentence
    tick(qtbot, page, "name")
    keep(qtbot, page)
    page.refresh()
    qtbot.mouseClick(page._send_button, LEFT)
    assert said(server)["name"] == "L’Étang Vert"


def test_a_place_is_removed_and_put_back(qtbot, page: NetworkPage, scene: Scene, server, ring) -> None:
    published(qtbot, page, server)
    qtbot.mouseClick(button_of(page, "Change", "site"), LEFT)
    dialog = opened(TargetDialog)
    (away,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Publish there no more"]
    qtbot.mouseClick(away, LEFT)
    assert (scene.services.targets.all(), ring) == ((), {})
    scene.window.messages._do()
    (row,) = scene.services.targets.all()
    assert (row.name, row.confirmed_rev, ring) == ("site", 1, {"site": peers.PASSWORD})


def test_another_address_is_tried_at_once(qtbot, page: NetworkPage, scene: Scene, server, ring) -> None:
    with peers.answering(200) as gone:
        url = gone.url
    add_target(qtbot, page, url)
    page.refresh()
    qtbot.mouseClick(button_of(page, "Change", "site"), LEFT)
    dialog = opened(TargetDialog)
    assert isinstance(dialog, TargetDialog)
    retype(qtbot, dialog._url, server.url)
    qtbot.mouseClick(dialog.act, LEFT)
    (row,) = scene.services.targets.all()
    assert (row.url, row.user) == (server.url, peers.USER)


def somebody_else_wrote(peer: peers.Peer, **fields: str) -> None:
    """A newer revision, made at another desk with the same listing."""
    import hashlib

    listing = said(peer) | {"rev": 7} | fields
    data = json.dumps(listing).encode()
    (peer.disk / "site" / "listing.json").write_bytes(data)
    manifest = json.loads((peer.disk / "site" / MANIFEST).read_bytes())
    manifest["rev"] = 7
    manifest["files"]["listing.json"] |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    (peer.disk / "site" / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(("choice", "name"), [(0, "L’Étang Vert"), (1, "The Pond")])
def test_a_conflict_is_shown_field_by_field_and_ours_or_theirs_is_kept(
    qtbot, page: NetworkPage, scene: Scene, server, ring, choice: int, name: str
) -> None:
    published(qtbot, page, server)
    somebody_else_wrote(server, name="The Pond")
    qtbot.mouseClick(page._send_button, LEFT)
    page.refresh()
    assert said(server)["name"] == "The Pond"
    qtbot.mouseClick(button_of(page, "Look", "site"), LEFT)
    dialog = opened(ListingDifference)
    assert isinstance(dialog, ListingDifference)
    assert list(dialog.choices) == ["name"]
    qtbot.mouseClick(dialog.choices["name"]._group.button(choice), LEFT)
    qtbot.mouseClick(dialog.act, LEFT)
    assert (said(server)["name"], said(server)["rev"] > 7) == (name, True)
    assert scene.services.listings.get().fields["name"] == name
    assert scene.services.targets.all()[0].state == "online"


def test_the_bundle_goes_onto_a_stick(
    qtbot, page: NetworkPage, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(ask, "folder", lambda *_asked: stick)
    qtbot.mouseClick(page.targets.stick_button, LEFT)
    assert "the public listing" in scene.window.messages.sentence
    tick(qtbot, page, "name")
    keep(qtbot, page)
    qtbot.mouseClick(page.targets.stick_button, LEFT)
    assert sorted(p.relative_to(stick).as_posix() for p in stick.rglob("*") if p.is_file()) == [
        MANIFEST,
        "index.html",
        "listing.json",
    ]


def test_a_folder_is_a_place_to_publish_to(qtbot, page: NetworkPage, scene: Scene, tmp_path: Path) -> None:
    qtbot.mouseClick(page.targets.add_button, LEFT)
    dialog = opened(TargetDialog)
    assert isinstance(dialog, TargetDialog)
    dialog._kind.choose(TargetKind.FOLDER)
    assert not dialog._password.isVisible()
    dialog.activateWindow()
    settle()
    qtbot.keyClicks(dialog._name, "stick")
    qtbot.keyClicks(dialog._url, str(tmp_path / "stick"))
    qtbot.keyClick(dialog._url, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(row.name, row.kind) for row in scene.services.targets.all()] == [("stick", TargetKind.FOLDER)]


def add_folder(qtbot, page: NetworkPage, folder: Path, *, by_itself: bool = False) -> TargetDialog:
    qtbot.mouseClick(page.targets.add_button, LEFT)
    dialog = opened(TargetDialog)
    assert isinstance(dialog, TargetDialog)
    dialog._kind.choose(TargetKind.FOLDER)
    qtbot.keyClicks(dialog._name, "stick")
    qtbot.keyClicks(dialog._url, str(folder))
    if by_itself:
        qtbot.mouseClick(dialog._by_itself, LEFT)
    return dialog


def labels(dialog: TargetDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_a_new_place_says_what_would_be_sent_and_waits_for_publish(
    qtbot, page: NetworkPage, scene: Scene, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    write_summary(qtbot, page, "A desk by the pond.")
    tick(qtbot, page, "name", "summary")
    keep(qtbot, page)
    dialog = add_folder(qtbot, page, folder)
    assert "3 files will be sent there: Name of the place, In two sentences." in labels(dialog)
    qtbot.mouseClick(dialog.act, LEFT)
    page.refresh()
    assert scene.window.messages.sentence == "“stick” is added. Nothing was sent yet: “Publish” does it."
    assert not scene.services.publisher.due()
    assert list(folder.iterdir()) == []
    assert "Nothing was sent there yet. “Publish” sends it there." in shown_targets(page)
    qtbot.mouseClick(page._send_button, LEFT)
    page.refresh()
    assert (folder / "listing.json").exists()
    assert scene.window.messages.sentence == "Copied, and read back: stick."
    assert "Copied there on 24 November 2026 at 10:47" in shown_targets(page)
    assert "nline" not in shown_targets(page)
    write_summary(qtbot, page, "Two desks.")
    keep(qtbot, page)
    assert scene.window.messages.sentence == "Kept. “Publish” sends it out."
    page.refresh()
    assert "A change waits for “Publish”" in shown_targets(page)


def test_before_anything_is_public_a_new_place_says_that_nothing_would_be_sent(
    qtbot, page: NetworkPage, tmp_path: Path
) -> None:
    dialog = add_folder(qtbot, page, tmp_path)
    assert any(told.startswith("Nothing is public yet, so nothing would be sent") for told in labels(dialog))
    dialog.close()


def test_a_place_that_is_ticked_is_kept_up_to_date_by_itself(
    qtbot, page: NetworkPage, scene: Scene, tmp_path: Path
) -> None:
    tick(qtbot, page, "name")
    keep(qtbot, page)
    qtbot.mouseClick(add_folder(qtbot, page, tmp_path, by_itself=True).act, LEFT)
    assert scene.window.messages.sentence == "“stick” is added, and kept up to date by itself."
    assert scene.services.publisher.due()
    page.refresh()
    qtbot.mouseClick(button_of(page, "Change", "stick"), LEFT)
    dialog = opened(TargetDialog)
    assert isinstance(dialog, TargetDialog)
    qtbot.mouseClick(dialog._by_itself, LEFT)
    qtbot.mouseClick(dialog.act, LEFT)
    assert not scene.services.publisher.due()


def test_a_place_is_paused_and_resumed(qtbot, page: NetworkPage, scene: Scene, tmp_path: Path) -> None:
    tick(qtbot, page, "name")
    keep(qtbot, page)
    scene.services.targets.add("stick", TargetKind.FOLDER, str(tmp_path))
    page.refresh()
    press(qtbot, page.targets, "Pause")
    page.refresh()
    assert "Nothing goes there until you resume it" in shown_targets(page)
    assert not page._send_button.isEnabled()
    assert not scene.services.publisher.due()
    scene.window.messages._do()
    assert scene.services.publisher.due()
    page.refresh()
    press(qtbot, page.targets, "Pause")
    page.refresh()
    press(qtbot, page.targets, "Resume")
    page.refresh()
    assert page._send_button.isEnabled()
    assert scene.services.publisher.due()
    scene.window.messages._do()
    assert not scene.services.publisher.due()


def test_publish_leaves_a_paused_place_alone_and_sends_to_the_others(
    qtbot, page: NetworkPage, scene: Scene, tmp_path: Path
) -> None:
    tick(qtbot, page, "name")
    keep(qtbot, page)
    for name in ("paused", "sent"):
        (tmp_path / name).mkdir()
        scene.services.targets.add(name, TargetKind.FOLDER, str(tmp_path / name))
    page.refresh()
    press(qtbot, page.targets, "Pause", 0)
    page.refresh()
    qtbot.mouseClick(page._send_button, LEFT)
    assert scene.window.messages.sentence == "Copied, and read back: sent."
    assert (tmp_path / "sent" / "index.html").exists()
    assert list((tmp_path / "paused").iterdir()) == []
    page.refresh()
    press(qtbot, page.targets, "Resume")
    page.refresh()
    qtbot.mouseClick(page._send_button, LEFT)
    assert (tmp_path / "paused" / "index.html").exists()


def test_a_place_without_a_name_or_with_one_in_use_is_told(qtbot, page: NetworkPage, scene: Scene, tmp_path) -> None:
    scene.services.targets.add("stick", TargetKind.FOLDER, str(tmp_path / "stick"))
    qtbot.mouseClick(page.targets.add_button, LEFT)
    dialog = opened(TargetDialog)
    assert isinstance(dialog, TargetDialog)
    qtbot.mouseClick(dialog.act, LEFT)
    assert dialog._name.property("refused") is True
    qtbot.keyClicks(dialog._name, "stick")
    qtbot.keyClicks(dialog._url, "https://etang.example/")
    qtbot.mouseClick(dialog.act, LEFT)
    assert len(dialog.form.refusals) == 1
    dialog.close()
    assert len(scene.services.targets.all()) == 1
