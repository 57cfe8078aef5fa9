"""What the place says of itself in public: written, looked at as a visitor would, and sent where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.jobs import NETWORK, Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.network.listing_editor import ListingEditor
from tierslieu_desk.ui.pages.network.panel import LeavingCard, TargetsCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.turns import InTurns
from tierslieu_desk.ui.widgets.buttons import button

if TYPE_CHECKING:
    from tierslieu_desk.services.online.publishing import Online, TargetRun
    from tierslieu_desk.services.online.targets import TargetRow

WATCHES = frozenset({"listing", "target", "outbox_item", "place", "opening_hours", "unit", "unit_part"})
WATCHES |= {"closure", "own_hours", "day_effect"}
PREVIEW_PAUSE_MS = 150


class NetworkPage(Page):
    """The editor at the left; where it goes and what will leave at the right."""

    watches = WATCHES
    help = Help(
        N_("What everybody may read about this place, and where it is published."),
        (
            (N_("Say something in public"), N_("Write it, tick “Public” beside it, then “Keep”.")),
            (
                N_("See it first"),
                N_("“As visitors see it” is the page; “What will leave” is all of it."),
            ),
            (N_("Publish it"), N_("“Publish” sends it. What is kept up to date by itself needs no hand.")),
            (N_("Publish there no more for a while"), N_("“Pause” beside the place, then “Resume”.")),
            (N_("Add a place to publish to"), N_("Web space, a folder or a stick: “Add a place”.")),
            (N_("Without a line"), N_("Go on working: what is kept waits here and goes when the line is back.")),
        ),
        (("Ctrl+S", N_("keep what is written")),),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Network"), around.changes)
        self._services, self._jobs, self._clock = around.services, around.jobs, around.clock
        self._targets: tuple[TargetRow, ...] = ()
        self.editor = ListingEditor()
        self.editor.setMinimumWidth(280)
        self.editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.targets = TargetsCard(around.clock)
        self.leaving = LeavingCard()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PREVIEW_PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self.editor.edited.connect(self._pause.start)
        self.editor.wanted.connect(self._keep)
        self.targets.add_wanted.connect(self._add_target)
        self.targets.stick_wanted.connect(self._export)
        self.targets.opened.connect(self._change_target)
        self.targets.paused.connect(self._pause_target)
        self.targets.resumed.connect(self._resume_target)
        self.targets.difference_wanted.connect(self._look)
        self._send_button = button(_("Publish"), self._send, icon="cloud-arrow-up", look="main")
        self.set_main_act(self._send_button)
        side = self._side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP + 2)
        column.addWidget(self.targets)
        column.addWidget(self.leaving, 1)
        side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(theme.GAP + 2)
        line.addWidget(self.editor, 1)
        line.addWidget(side, 1)
        self.body.addLayout(line, 1)
        self._begun = self._whole = False

    def _built(self) -> Iterator[str]:
        """The fields are many: the page is there at once, and they come into it."""
        yield from self.editor.built()
        self._whole = True
        first = self.editor.fields["name"].editor
        self.setFocusProxy(first)
        if self.hasFocus():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def reload(self) -> None:
        """Nothing is read before there is where to show it."""
        if self._whole:
            self._show()
        elif not self._begun:
            self._begun = True
            InTurns(self._built(), self)

    def _show(self) -> None:
        from tierslieu_desk.services.online.listings import hours_lines

        draft = self._services.listings.draft()
        self.editor.show_draft(draft, hours_lines({**draft.derived, **draft.fields}))
        self._targets = self._services.targets.all()
        self.targets.show_targets(self._targets)
        self._send_button.setEnabled(any(not row.paused for row in self._targets) and draft.rev > 0)
        self._pause.stop()
        self._preview()

    def tick(self) -> None:
        """“Since Tuesday” and “since 10:47” change with the clock."""
        self.targets.show_targets(self._targets)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self.editor.setMinimumHeight(360 if narrow else 190)

    @Slot()
    def _preview(self) -> None:
        """Of what is written now, kept or not; while it cannot be published, the last look stays."""
        from tierslieu_desk.rules.listing import gaps

        fields, public = self.editor.values(), self.editor.public()
        target = next((row for row in self._targets if not row.paused), None)
        try:
            leaving = self._services.listings.leaving(fields, public)
            before = self._services.targets.said(target.id) if target is not None else None
        except DeskError as refusal:
            self.editor.refuse(refusal, go_there=False)
            return
        self.editor.clear_refusals()
        draft = self._services.listings.draft()
        missing = gaps({**draft.derived, **fields}, public)
        self.editor.show_gaps(missing)
        self.leaving.show_leaving(leaving, missing, before, target.name if target is not None else "")

    @Slot()
    def _keep(self) -> None:
        before = self._services.listings.draft()
        try:
            rev = self._services.listings.edit(self.editor.values(), public=self.editor.public(), since=self.editor.rev)
        except DeskError as refusal:
            if not self.editor.refuse(refusal):
                self.refused.emit(refusal)
            return
        undo: Callable[[], object] | None = None
        if before.rev:
            undo = partial(self._services.listings.edit, before.fields, public=before.public, since=rev)
        words = _("Kept. Add a place to publish it to.")
        if self._targets:
            by_itself = all(row.by_itself for row in self._targets if not row.paused)
            words = _("Kept. It goes out by itself.") if by_itself else _("Kept. “Publish” sends it out.")
        self.editor.kept()
        self.refresh()
        self.said.emit(words, undo)

    @Slot()
    def _send(self) -> None:
        self._run(partial(_sent, self._services, None, False))

    def _run(self, work: Callable[[Progress], Any]) -> None:
        self._jobs.run(_("Publishing"), work, done=self._sent, failed=self._failed, lane=NETWORK)

    @Slot(object)
    def _sent(self, runs: Sequence[TargetRun]) -> None:
        folders = {row.name for row in self._targets if row.kind is TargetKind.FOLDER}
        there = [run.name for run in runs if run.state == "confirmed"]
        online = ", ".join(name for name in there if name not in folders)
        copied = ", ".join(name for name in there if name in folders)
        good = [
            _("Online, and read back: %(names)s.") % {"names": online} if online else "",
            _("Copied, and read back: %(names)s.") % {"names": copied} if copied else "",
        ]
        line = _("%(name)s: %(what)s")
        wrong = (run for run in runs if run.state not in {"confirmed", "paused"})
        troubles = [line % {"name": run.name, "what": run.message} for run in wrong]
        self.said.emit(" ".join(part for part in (*good, *troubles) if part), None)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, DeskError):
            self.refused.emit(problem)

    @Slot()
    def _export(self) -> None:
        found = ask.folder(self.window(), _("Where to put the files"))
        if found is None:
            return
        work = partial(_exported, self._services, found)
        self._jobs.run(_("Onto a USB stick"), work, done=self._on_the_stick, failed=self._failed, lane=NETWORK)

    @Slot(object)
    def _on_the_stick(self, files: list[Path]) -> None:
        """The manifest, which comes last, is one folder further in."""
        self.said.emit(_("The listing is in %(folder)s.") % {"folder": files[-1].parent.parent}, None)

    @Slot()
    def _add_target(self) -> None:
        self._open_target(None)

    @Slot(object)
    def _change_target(self, row: TargetRow) -> None:
        self._open_target(row)

    @Slot(object)
    def _pause_target(self, row: TargetRow) -> None:
        with self.refusals():
            self._services.targets.pause(row.id)
            words = _("“%(name)s” is paused: nothing goes there until you resume it.") % {"name": row.name}
            self.said.emit(words, partial(self._services.targets.resume, row.id))

    @Slot(object)
    def _resume_target(self, row: TargetRow) -> None:
        with self.refusals():
            self._services.targets.resume(row.id)
            words = _("“%(name)s” is published to again.") % {"name": row.name}
            self.said.emit(words, partial(self._services.targets.pause, row.id))

    def _open_target(self, row: TargetRow | None) -> None:
        from tierslieu_desk.ui.pages.network.target_dialog import TargetDialog

        dialog = TargetDialog(self.window(), self._services, self._jobs, row)
        dialog.told.connect(self.said)
        dialog.open()

    @Slot(object)
    def _look(self, row: TargetRow) -> None:
        work = partial(_seen, self._services, row)
        self._jobs.run(_("Looking at what is online"), work, done=self._compare, failed=self._failed, lane=NETWORK)

    @Slot(object)
    def _compare(self, found: tuple[TargetRow, Online]) -> None:
        from tierslieu_desk.ui.pages.network.listing_difference import ListingDifference

        with self.refusals():
            dialog = ListingDifference(self.window(), self._services, *found)
            dialog.decided.connect(self._send_over)
            dialog.open()

    @Slot(str)
    def _send_over(self, name: str) -> None:
        self._run(partial(_sent, self._services, name, True))


def _exported(services: DeskServices, folder: Path, _progress: Progress) -> list[Path]:
    return services.publisher.export(folder)


def _sent(services: DeskServices, name: str | None, overwrite: bool, progress: Progress) -> tuple[TargetRun, ...]:
    return services.publisher.run(name, overwrite=overwrite, told=progress)


def _seen(services: DeskServices, row: TargetRow, _progress: Progress) -> tuple[TargetRow, Online]:
    return row, services.publisher.look(row.name)
