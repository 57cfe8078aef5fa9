"""A place to publish to, added or changed: asked before it is kept, while the window stays free."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import NETWORK, Job, Jobs, Progress
from tierslieu_desk.ui.pages.network import listing_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.online.targets import RemovedTarget, TargetRow

_FIELD_OF = {"login": "password", "no_right": "password"}


class TargetDialog(Dialog):
    """`told` carries a sentence and an undo or None."""

    needs = Right.SETTINGS

    def __init__(
        self, parent: QWidget | None, services: DeskServices, jobs: Jobs, row: TargetRow | None = None
    ) -> None:
        title = _("Add a place to publish to") if row is None else row.name
        super().__init__(parent, title, _("Keep"), say.sentence)
        self._services, self._jobs, self._row = services, jobs, row
        self._job: Job | None = None
        self._name = QLineEdit()
        if row is None:
            self._name.setPlaceholderText(_("Our website"))
            self.form.add(_("What we call it"), self._name, key="name")
        kinds = (
            (TargetKind.WEBDAV, _("Web space (WebDAV, Nextcloud)")),
            (TargetKind.SFTP, _("Web space (SFTP)")),
            (TargetKind.FOLDER, _("A folder of this computer, or a stick")),
        )
        self._kind = self.form.add(_("What it is"), Choice(kinds), key="kind")
        self._url = QLineEdit()
        self._browse = button(_("Choose…"), self._choose_folder, says=_("Choose the folder"))
        where = QWidget()
        line = QHBoxLayout(where)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._url, 1)
        line.addWidget(self._browse)
        self.form.add(_("Address"), where, key="address")
        self._user, self._password = QLineEdit(), QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(_("Name to sign in with"), self._user, key="user")
        help_line = _("Kept in this computer’s keyring, never in the desk nor in its copies.")
        self.form.add(_("Password"), self._password, key="password", help=help_line)
        self._by_itself = Tick(_("Keep it up to date by itself"))
        self._by_itself.setChecked(row is not None and row.by_itself)
        self._by_itself.setAccessibleName(self._by_itself.text())
        self.form.add(_("When it goes"), self._by_itself, help=_("Otherwise it waits until you press “Publish”."))
        self._asking = Words(_("Asking the server…"), "second", wrap=True)
        self._asking.hide()
        self.body.insertWidget(1, self._asking)
        if row is None:
            self.body.insertWidget(0, Words(leaving_words(services), "second", wrap=True))
        if row is not None:
            self._kind.choose(row.kind)
            self._url.setText(row.url)
            self._user.setText(row.user)
            self._password.setPlaceholderText(_("as it is") if row.user else "")
            self.foot.insertWidget(0, button(_("Publish there no more"), self._remove, look="quiet"))
        self._kind.currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    @Slot()
    def _show_fields(self) -> None:
        kind = self._kind.choice
        folder = kind == TargetKind.FOLDER
        self._browse.setVisible(folder)
        for widget in (self._user, self._password):
            self.form.show_field(widget, not folder)
        hints = {TargetKind.WEBDAV: "https://nuage.example/site", TargetKind.SFTP: "sftp://site.example/www"}
        self._url.setPlaceholderText(hints.get(TargetKind(str(kind)), ""))

    @Slot()
    def _choose_folder(self) -> None:
        found = ask.folder(self, _("Choose the folder"))
        if found is not None:
            self._url.setText(str(found))

    def commit(self) -> bool:
        name = self._name.text().strip() if self._row is None else self._row.name
        if not name:
            raise MissingFact(field="name", who="")
        if not self._url.text().strip():
            raise MissingFact(field="address", who="")
        if self._row is None:
            self._services.targets.refuse_known(name)
        kind = TargetKind(str(self._kind.choice))
        signs_in = kind is not TargetKind.FOLDER
        user = self._user.text().strip() if signs_in else ""
        password = self._password.text() if signs_in else ""
        typed = _Typed(name, kind, self._url.text().strip(), user, password, by_itself=self._by_itself.isChecked())
        work = partial(_kept, self._services, self._row, typed)
        self._wait(True)
        job = self._jobs.run(_("Asking the server"), work, done=self._done, failed=self._failed, lane=NETWORK)
        self._job = job if self._asking.isVisibleTo(self) else None
        return False

    def _wait(self, waiting: bool) -> None:
        self._asking.setVisible(waiting)
        self.act.setEnabled(not waiting)
        self.form.setEnabled(not waiting)

    @Slot(object)
    def _done(self, result: tuple[str, str]) -> None:
        self._job = None
        self._wait(False)
        self.told.emit(" ".join(part for part in result if part), None)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._job = None
        self._wait(False)
        if isinstance(problem, DeskError):
            with self.refusals():
                raise _beside(problem)

    @Slot()
    def _remove(self) -> None:
        if self._row is None or not self.act.isEnabled():
            return
        self._wait(True)
        work = partial(_removed, self._services, self._row.id)
        job = self._jobs.run(_("Taking a place away"), work, done=self._gone, failed=self._failed, lane=NETWORK)
        self._job = job if self._asking.isVisibleTo(self) else None

    @Slot(object)
    def _gone(self, removed: RemovedTarget) -> None:
        self._job = None
        self._wait(False)
        words = _("“%(name)s” is published to no more. What is online there stays.") % {"name": removed.row.name}
        self.told.emit(words, partial(put_back, self._services, self._jobs, removed))
        self.accept()

    def done(self, result: int) -> None:
        """Closed before the server answered: nobody is told any more, and nothing is kept."""
        if self._job is not None:
            self._job.then(None, None)
            self._job.cancel()
            self._job = None
        super().done(result)


def put_back(services: DeskServices, jobs: Jobs, removed: RemovedTarget) -> None:
    """Undo a removal, off the main thread: the keyring may take its time."""
    jobs.run(_("Putting a place back"), partial(_put_back, services, removed), lane=NETWORK)


def _put_back(services: DeskServices, removed: RemovedTarget, _progress: Progress) -> None:
    services.targets.put_back(removed)


def _removed(services: DeskServices, target_id: int, _progress: Progress) -> RemovedTarget:
    return services.targets.remove(target_id)


def _beside(refusal: DeskError) -> DeskError:
    """The field of the form a refusal belongs beside."""
    if "field" not in refusal.facts:
        refusal.facts["field"] = _FIELD_OF.get(str(refusal.facts.get("reason", "")), "address")
    return refusal


@dataclass(frozen=True, slots=True)
class _Typed:
    name: str
    kind: TargetKind
    url: str
    user: str
    password: str = field(repr=False)
    by_itself: bool


def leaving_words(services: DeskServices) -> str:
    """What would be sent to a new place, as it stands now."""
    draft = services.listings.draft()
    try:
        leaving = services.listings.leaving(draft.fields, draft.public)
    except DeskError:
        return _("What will be sent is under “What will leave”.")
    if not draft.rev or not leaving.fields:
        return _("Nothing is public yet, so nothing would be sent: tick “Public” beside what may be read, then “Keep”.")
    said = ", ".join(listing_words.label(key) for key in leaving.fields if key in listing_words.LABELS)
    words = ngettext(
        "%(n)s file will be sent there: %(what)s.", "%(n)s files will be sent there: %(what)s.", len(leaving.files)
    )
    return words % {"n": len(leaving.files), "what": said}


def _kept(services: DeskServices, row: TargetRow | None, typed: _Typed, progress: Progress) -> tuple[str, str]:
    """Ask, then keep; what was kept and what stands in the way for now, as sentences. Off the main thread."""
    name, kind, url, user = typed.name, typed.kind, typed.url, typed.user
    known = services.targets.password(name) if row is not None and not typed.password else typed.password
    in_the_way = services.publisher.try_out(kind, url, user, known)
    progress.check()
    if row is None:
        services.targets.add(name, kind, url, user, by_itself=typed.by_itself)
    else:
        services.targets.change(row.id, kind, url, user, by_itself=typed.by_itself)
    said = _("“%(name)s” is changed.")
    if row is None and typed.by_itself:
        said = _("“%(name)s” is added, and kept up to date by itself.")
    elif row is None:
        said = _("“%(name)s” is added. Nothing was sent yet: “Publish” does it.")
    if typed.password and not services.targets.sign_in(name, typed.password):
        said += " " + _("This computer has no keyring: the password is kept until the window closes.")
    return said % {"name": name}, in_the_way
