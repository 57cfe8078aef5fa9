"""What is on the shelf: who has mail at the left, their things at the right, and what is done with those ticked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import AlreadyDone, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import MailAct
from tierslieu_desk.ui import drafts
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.mail import words
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.pages.shared.list_detail import Detail, ListAndDetail
from tierslieu_desk.ui.pages.shared.parts import Part
from tierslieu_desk.ui.pages.today.words import avatar_kind
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, EmptyState, Row
from tierslieu_desk.ui.widgets.chips import ChipColumn
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.post.mail import MailRow, ShelfRow
    from tierslieu_desk.ui.pages.mail.acts import ForwardDialog, GoneDialog, HandOverDialog

MOST = 60
"""As many things of one addressee are shown; the act is on what is shown."""
FOR, STATE = 2, 3


class WaitingPart(Part):
    """Enter hands over all that is ticked of whoever is chosen; everything is, to begin with."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._row: ShelfRow | None = None
        self._items: tuple[MailRow, ...] = ()
        self._left_out: set[int] = set()
        self._boxes: dict[int, Tick] = {}
        columns: tuple[Column[ShelfRow], ...] = (
            Column(_("For"), lambda row: row.who, stretch=True),
            Column(_("Items"), lambda row: formats.number(row.items), lambda row: row.items, right=True),
            Column(_("Waiting"), lambda row: words.since(row.days), lambda row: -row.days),
            Column(_("State"), words.shelf_state, lambda row: -row.untold),
        )
        empty = EmptyState(
            "tray", _("The shelf is empty"), _("“Mail arrived” writes down what came, one thing after the other.")
        )
        self.table = Table(_("Who has mail"), RowsModel(columns, key=_key), empty)
        ChipColumn(self.table, len(columns) - 1, words.shelf_kind)
        self._hand_over = button(_("Hand over"), self.hand_over, look="main")
        self._tell = button(_("Tell them"), self.tell_them)
        self._more = button("", self._open_menu, icon="dots-three", says=_("More to do with this mail"))
        self.detail = Detail(_("On the shelf"), (self._hand_over, self._tell, self._more))
        self.both = ListAndDetail(_("Waiting"), self.table, self.detail)
        self.both.row_wanted.connect(self._show)
        self.both.opened.connect(self.hand_over)
        self.setFocusProxy(self.both)
        self.column.addWidget(self.both, 1)
        self.menu = self._made_menu()

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("More to do with this mail"))
        for text, act in (
            (_("Send on…"), self.forward),
            (_("Scanned"), self.scanned),
            (_("Print the slip…"), self.print_slip),
            (_("Send back…"), self.send_back),
            (_("Destroy…"), self.destroy_it),
        ):
            made = QAction(text, menu)
            made.triggered.connect(act)
            menu.addAction(made)
        return menu

    def choose(self, party_id: int) -> None:
        """Show whose mail that is when rows are shown next."""
        self.both.choose_next(party_id)

    def set_narrow(self, narrow: bool) -> None:
        self.both.set_narrow(narrow, (STATE,))

    def reload(self, text: str) -> None:
        wanted = search_key(text)
        rows = [row for row in self.services.mail.shelf() if wanted in search_key(row.who)]
        count = sum(row.items for row in rows)
        oldest = max((row.days for row in rows), default=0)
        aside = _("the oldest %(since)s") % {"since": words.since(oldest)} if rows else ""
        self.both.show_rows(rows, [row.party_id for row in rows], words.items(count), aside)

    @property
    def ticked(self) -> tuple[MailRow, ...]:
        """What the next act is on."""
        return tuple(item for item in self._items if item.id not in self._left_out)

    @Slot(object)
    def _show(self, row: ShelfRow | None) -> None:
        with self.refusals():
            self._row = row
            if row is None:
                self._items = ()
                self.detail.show_nothing("tray", _("Nothing waits"))
                return
            self._items = self.services.mail.waiting(row.party_id)[:MOST]
            self._draw(row)

    def _draw(self, row: ShelfRow) -> None:
        today = self.clock.today()
        person = self.services.people.get(row.party_id)
        contract = self.services.domiciliations.of(row.party_id)
        self._tell.setText(_("Tell them") if person.email else _("Print the slip…"))
        head = Line(row.who, f"{words.items(row.items)} · {words.since(row.days)}")
        facts = (
            (_("Their seat"), words.seat(contract, today)),
            (_("Postal proxy"), words.proxy(contract, today)),
            (_("E-mail"), person.email or _("none, write on paper")),
            (_("Phone"), formats.phone(person.phone)),
        )
        lead = Avatar(row.who, avatar_kind(row.party_id), 48)
        self.detail.show_row(_("Mail for"), head, facts, lead)
        self._boxes.clear()
        rows: list[QWidget] = [self._item_row(item) for item in self._items]
        if row.items > len(self._items):
            rows.append(Words(_("and %(items)s more") % {"items": words.items(row.items - len(self._items))}, "second"))
        self.detail.below.set_rows(rows)
        self._count()

    def _item_row(self, item: MailRow) -> Row:
        box = self._boxes[item.id] = Tick()
        box.setAccessibleName(words.what(item))
        box.setChecked(item.id not in self._left_out)
        box.setProperty("item", item.id)
        box.toggled.connect(self._tick)
        chip, kind = words.told_chip(item, self.clock.today())
        history = button("", self._history, look="quiet", icon="clock", says=_("What was done with it"))
        history.setFixedWidth(34)
        history.setProperty("item", item)
        return Row(words.what(item), words.where(item), lead=(box,), chip=Chip(chip, kind), aside=history)

    @Slot(bool)
    def _tick(self, on: bool) -> None:
        number = self.sender().property("item")
        (self._left_out.discard if on else self._left_out.add)(number)
        self._count()

    def _count(self) -> None:
        self.detail.below.set_aside(_("%(n)s of %(all)s") % {"n": len(self.ticked), "all": len(self._items)})

    def _chosen(self) -> tuple[MailRow, ...]:
        """What is ticked. Raises `MissingFact` when nothing is."""
        if self._row is None or not self.ticked:
            raise MissingFact(field="mail", who="")
        return self.ticked

    @Slot()
    def hand_over(self) -> None:
        """Ask to whom, then give what is ticked."""
        from tierslieu_desk.ui.pages.mail.acts import HandOverDialog

        with self.refusals():
            items = self._chosen()
            contract = self.services.domiciliations.of(items[0].party_id)
            self._open(HandOverDialog(self.window(), self.services, self.clock, items, contract))

    @Slot()
    def forward(self) -> None:
        """Ask where it goes and what it costs."""
        from tierslieu_desk.ui.pages.mail.acts import ForwardDialog

        with self.refusals():
            items = self._chosen()
            person = self.services.people.get(items[0].party_id)
            self._open(ForwardDialog(self.window(), self.services, items, person))

    @Slot()
    def send_back(self) -> None:
        """Show what leaves for good, then send it back."""
        self._let_go(MailAct.RETURNED)

    @Slot()
    def destroy_it(self) -> None:
        """Show what leaves for good, then destroy it."""
        self._let_go(MailAct.DESTROYED)

    def _let_go(self, act: MailAct) -> None:
        from tierslieu_desk.ui.pages.mail.acts import GoneDialog

        with self.refusals():
            self._open(GoneDialog(self.window(), self.services, self._chosen(), act))

    @Slot()
    def scanned(self) -> None:
        """What is ticked was opened and scanned; the paper stays."""
        with self.refusals():
            items = self._chosen()
            self.services.mail.settle([item.id for item in items], MailAct.SCANNED)
            facts = {"items": words.items(len(items)), "name": items[0].who}
            self.told.emit(_("%(items)s for %(name)s scanned; the paper stays on the shelf.") % facts, None)

    @Slot()
    def tell_them(self) -> None:
        """An e-mail begun for them to read over, or the slip, which counts as told once it is printed or kept."""
        from tierslieu_desk.ui.pages.messages import preview

        with self.refusals():
            items = self._chosen()
            today = self.clock.today()
            untold = [item for item in items if item.notified_on != today]
            if not untold:
                raise AlreadyDone(what="mail_told", on=today)
            person = self.services.people.get(items[0].party_id)
            numbers = [item.id for item in untold]
            if preview.from_here(self.services):
                from tierslieu_desk.services.message import message_offers

                draft = message_offers.mail(self.services.messages, untold)
                if preview.leaves_from_here(self.services, draft):
                    then = partial(self._count_as_told, numbers)
                    preview.preview(self.window(), self.services, draft, self.told, then)
                    return
            if not person.email:
                self._look_at_slip(items[0], partial(self._count_as_told, numbers))
                return
            from tierslieu_desk.services.post import mail_papers

            drafts.begin(mail_papers.letter(self.services.places.get().name, person, untold))
            self.told.emit(_("A letter to %(name)s is begun in your mail program.") % {"name": person.name}, None)
            self.services.mail.notify(numbers)

    def _count_as_told(self, numbers: list[int], _message: object = None) -> None:
        with self.refusals():
            self.services.mail.notify(numbers)

    @Slot()
    def print_slip(self) -> None:
        """The slip for their pigeonhole, looked at and printed."""
        with self.refusals():
            self._look_at_slip(self._chosen()[0], None)

    def _look_at_slip(self, row: MailRow, then: Callable[[], None] | None) -> None:
        title = _("Mail slip: %(name)s") % {"name": row.who}
        name = _("mail-%(day)s.pdf") % {"day": self.clock.today().isoformat()}
        work = partial(_slip, self.services, row.party_id)
        self.paper_wanted.emit((title, name, work, then))

    @Slot()
    def _history(self) -> None:
        from tierslieu_desk.ui.pages.mail.acts import MailItemSheet

        with self.refusals():
            MailItemSheet(self.window(), self.services, self.sender().property("item")).open()

    @Slot()
    def _open_menu(self) -> None:
        self.menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    def _open(self, dialog: HandOverDialog | ForwardDialog | GoneDialog) -> None:
        dialog.told.connect(self.told)
        dialog.open()


def _slip(services: DeskServices, party_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services.post import mail_papers

    return mail_papers.slip(services.mail, services.places, party_id)


def _key(row: ShelfRow) -> int:
    return row.party_id
