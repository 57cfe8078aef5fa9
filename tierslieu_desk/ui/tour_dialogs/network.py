"""Dialogs of the public listing."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.online.publishing import Online
from tierslieu_desk.services.online.targets import TargetRow, TargetState
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.network.listing_difference import ListingDifference
from tierslieu_desk.ui.pages.network.target_dialog import TargetDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener

A_TARGET = TargetRow(
    0, "site", TargetKind.WEBDAV, "https://site.example/", "camille", 1, None, 1, None, "", TargetState.CONFLICT
)
"""Somewhere to publish to, for the picture of what is seen when it says something else."""


def _target(parent: QWidget, services: Any) -> Dialog:
    return TargetDialog(parent, services, Jobs(AtOnce()))


def _difference(parent: QWidget, services: Any) -> Dialog:
    """As if somebody had changed the summary on the web space."""
    draft = services.listings.draft()
    said = services.listings.leaving(draft.fields, draft.public).fields
    online = Online(True, draft.rev + 1, {**said, "summary": _("Open to all, on the market square.")})
    return ListingDifference(parent, services, A_TARGET, online)


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("listing-difference", _difference),
    ("target", _target),
)
