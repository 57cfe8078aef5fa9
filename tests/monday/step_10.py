"""10. The public listing: edited, seen, published to a web space; the line goes down and comes back by itself."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import peers

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _

SUMMARY = "Bureaux, salles et ateliers au pied des Pyrénées."
LATER = "Fermé pour travaux le vendredi 27 novembre."
PUBLIC = ("Name of the place", "In two sentences", "Address", "Opening hours")
BY_ITSELF = 120.0
"""Seconds: within a minute, on a machine that does other things too."""


def run(hand: Hand, world: World) -> None:
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # nobody's own keyring is asked
    disk = world.aside / "espace web"
    hand.page(_("Network"))
    hand.fill(_("Telephone"), "douze")
    hand.click(_("Keep"))
    hand.see(_("Write the number with its country: +33 5 61 00 00 00."))
    hand.fill(_("Telephone"), "05 61 00 00 00")
    hand.fill(_("In two sentences"), SUMMARY)
    for field in PUBLIC:
        hand.tick(_("%(field)s: public") % {"field": _(field)})
    hand.see(_("Come and see us"))
    hand.click(_("What will leave"))
    hand.see("listing.json")
    hand.click(_("Keep"))
    hand.see(_("Kept. Add a place to publish it to."))
    with peers.webdav(disk) as server:
        port = urlsplit(server.url).port or 0
        add_the_web_space(hand, server.url)
        published(hand, disk, SUMMARY)
        hand.see(_("Online · listing up to date"))
    assert "phone" not in said(disk)
    hand.fill(_("In two sentences"), LATER)
    hand.click(_("Keep"))
    hand.see((_("Waiting for the line since %(when)s") % {"when": ""}).strip(), patience=BY_ITSELF)
    with peers.answering(200, b"<html>Bienvenue</html>", port=port, Content_Type="text/html"):
        hand.click(_("Publish"))
        hand.see(_("Sign in to the network"))
    assert said(disk)["summary"] == SUMMARY
    with peers.webdav(disk, port):
        published(hand, disk, LATER)
        hand.see(_("Online · listing up to date"))


def add_the_web_space(hand: Hand, url: str) -> None:
    """With the wrong password first: it is told, and nothing else has to be typed again."""
    hand.click(_("Add a place"))
    hand.fill(_("What we call it"), "Notre site")
    hand.fill(_("Address"), url)
    hand.fill(_("Name to sign in with"), peers.USER)
    hand.fill(_("Password"), "wrong")
    hand.tick(_("Keep it up to date by itself"))
    hand.press("Ctrl+Return")
    hand.see(_("It does not accept this name and password. Type the password again."))
    hand.fill(_("Password"), peers.PASSWORD)
    hand.press("Ctrl+Return")
    hand.gone(_("Name to sign in with"))
    hand.see("Notre site")


def published(hand: Hand, disk: Path, summary: str) -> None:
    """Wait until the server's own disk says so."""
    hand.until(lambda: said(disk).get("summary") == summary, f"“{summary}” on the server's disk", BY_ITSELF)


def said(disk: Path) -> dict[str, object]:
    """The listing as the server keeps it; nothing while it is being put in place."""
    try:
        found = json.loads((disk / "site" / "listing.json").read_bytes())
    except FileNotFoundError:
        return {}
    assert isinstance(found, dict)
    return found
