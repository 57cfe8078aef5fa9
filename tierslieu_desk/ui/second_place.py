"""Where the second copy goes, as fields of a form: nowhere, a folder or a stick, an address with a password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk.errors import AddressUnusable, DeskError, FileMissing, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice

NOWHERE, FOLDER, ONLINE = "nowhere", "folder", "online"
_BESIDE = {"file_missing": "folder", "password_missing": "password"}


class SecondPlaceFields(QObject):
    """Adds its fields to a form. `lines` by name, without the password: those may be kept in a draft."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self.where = form.add(
            _("Where does the second copy go?"),
            Choice(
                (
                    (NOWHERE, _("Nowhere for now")),
                    (FOLDER, _("A stick or another folder")),
                    (ONLINE, _("A web address (Nextcloud, WebDAV)")),
                )
            ),
        )
        self._holder = QWidget()
        line = QHBoxLayout(self._holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.folder = QLineEdit()
        line.addWidget(self.folder, 1)
        self._choose = button(_("Choose…"), self.choose_folder)
        line.addWidget(self._choose)
        form.add(_("Folder"), self._holder, key="folder")
        self.address = form.add(_("Address"), QLineEdit(), key="address")
        self.address.setPlaceholderText("https://…")
        self.user = form.add(_("Your name there"), QLineEdit())
        self.password = form.add(_("Password"), QLineEdit(), key="password", help=_("Kept in this computer’s keyring."))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.lines: dict[str, QWidget] = {
            "where": self.where,
            "folder": self.folder,
            "address": self.address,
            "user": self.user,
        }
        self.where.currentIndexChanged.connect(self.show_lines)
        self.show_lines()

    @Slot()
    def show_lines(self) -> None:
        """Those of the choice that is made."""
        where = self.where.choice
        self._form.show_field(self._holder, where == FOLDER)
        for line in (self.address, self.user, self.password):
            self._form.show_field(line, where == ONLINE)

    @Slot()
    def choose_folder(self) -> None:
        """By the system's own dialog."""
        chosen = ask.folder(self._form.window(), _("Where the second copy goes"))
        if chosen is not None:
            self.folder.setText(str(chosen))

    def read(self) -> tuple[str, str, str]:
        """The place, the name and the password. Raises `MissingFact`, `FileMissing`, `AddressUnusable`."""
        where, folder = self.where.choice, self.folder.text().strip()
        if where == FOLDER:
            if not folder:
                raise MissingFact(field="folder", who="")
            if not Path(folder).expanduser().is_dir():
                raise FileMissing(file=folder, field="folder")
            return folder, "", ""
        if where == ONLINE:
            address = self.address.text().strip()
            if not address:
                raise AddressUnusable(kind="webdav", reason="empty", field="address")
            return address, self.user.text().strip(), self.password.text()
        return "", "", ""

    def beside(self, refusal: DeskError) -> DeskError:
        """The same refusal, naming the field of this form it belongs beside."""
        if "field" in refusal.facts:
            return refusal
        field = _BESIDE.get(refusal.code, "")
        if refusal.code == "address_unusable":
            field = "folder" if self.where.choice == FOLDER else "address"
        return type(refusal)(**refusal.facts, field=field) if field else refusal
