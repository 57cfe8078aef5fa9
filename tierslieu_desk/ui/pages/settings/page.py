"""Settings: what the place is, when it is open, what can be taken and sold there, what it does, and its copies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.settings.not_theirs import NotTheirs
from tierslieu_desk.ui.pages.settings.page_help import HELP
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.rail import RailButton
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.scrolling import float_bars

LIST_WIDTH, ICONS_ALONE = 216, 46
SMALL = 800
"""A page narrower than that shows its sections as icons, and forms under each other."""
Around = Surroundings[DeskServices]
NOBODY, NOT_ASKED = 0, -1
"""Numbers of nobody at the desk: where everybody may do everything, and before it was asked who is there."""


def _place(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.place import PlaceSection

    return PlaceSection(around)


def _hours(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.hours import HoursSection

    return HoursSection(around)


def _units(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.units import UnitsSection

    return UnitsSection(around)


def _plans(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.plans import PlansSection

    return PlansSection(around)


def _does(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.does import DoesSection

    return DoesSection(around)


def _lists(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.lists import ListsSection

    return ListsSection(around)


def _operators(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.operators import OperatorsSection

    return OperatorsSection(around)


def _copies(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.copies import CopiesSection

    return CopiesSection(around)


def _email(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.email import EmailSection

    return EmailSection(around)


def _opening(around: Around) -> Section:
    from tierslieu_desk.ui.pages.settings.opening import OpeningSection

    return OpeningSection(around)


SECTIONS: tuple[tuple[str, str, str, Callable[[Around], Section]], ...] = (
    ("place", N_("The place"), "storefront", _place),
    ("hours", N_("Opening hours"), "clock", _hours),
    ("units", N_("Desks and rooms"), "door", _units),
    ("plans", N_("Plans and prices"), "tag", _plans),
    ("does", N_("What we do"), "sliders", _does),
    ("email", N_("E-mail"), "at", _email),
    ("operators", N_("At the desk"), "user", _operators),
    ("lists", N_("Beginning, leaving"), "list-bullets", _lists),
    ("copies", N_("Copies"), "hard-drives", _copies),
    ("opening", N_("What stood before"), "sign-in", _opening),
)
"""Code, title, icon and what builds it, when it is first opened."""
ONLY_WITH = {"email": Activity.MESSAGES, "operators": Activity.OPERATORS, "lists": Activity.OPERATORS}
"""What is out of sight until the place does that, or somebody is led there."""
RIGHTS: dict[str, tuple[Right, ...]] = {
    "units": (Right.PRICES, Right.SETTINGS),
    "plans": (Right.PRICES,),
    "operators": (Right.OPERATORS,),
    "copies": (Right.RESTORE, Right.SETTINGS),
    "opening": (Right.IMPORT,),
}
"""Any one of which opens a section; the others are opened by that to the settings."""


class SettingsPage(Page):
    """The sections at the left, the one chosen at the right; what is half written in one waits there."""

    watches = frozenset(
        {"place", "opening_hours", "closure", "unit", "unit_part", "price", "plan", "plan_hours", "copy_made"}
    )
    watches |= {"counter_item", "subscription", "subscription_pause"}
    watches |= {"counter_item", "mail_account", "message_text"}
    watches |= {"own_hours", "calendar_area", "day_effect", "school_period"}
    watches |= {"counter_item", "opening_line", "deposit_held"}
    watches |= {"tariff", "plan_tariff", "party_tariff"}
    watches |= {"counter_item", "operator", "role_rights", "checklist_template"}
    help = HELP

    def __init__(self, around: Around) -> None:
        super().__init__(_("Settings"), around.changes)
        self._around = around
        self._sections: dict[str, Section] = {}
        self._group = QButtonGroup(self)
        self._list = QFrame()
        self._list.setAccessibleName(_("Sections"))
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, (_code, title, icon, _factory) in enumerate(SECTIONS):
            made = RailButton(_(title), icon, "")
            self._group.addButton(made, number)
            column.addWidget(made)
        column.addStretch(1)
        self._stack = QStackedWidget()
        line = QHBoxLayout()
        line.setSpacing(theme.CARD_PADDING)
        line.addWidget(self._list)
        shown = QVBoxLayout()
        shown.setSpacing(theme.GAP)
        self._closed = NotTheirs()
        shown.addWidget(self._closed)
        shown.addWidget(self._stack, 1)
        line.addLayout(shown, 1)
        self.body.addLayout(line, 1)
        self.go_into_the_margin()
        self._list.setFixedWidth(LIST_WIDTH)
        self._group.idClicked.connect(self._clicked)
        self._group.idToggled.connect(self._toggled)
        self._code, self._small, self._at_desk = "", False, NOT_ASKED
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))

    @property
    def section(self) -> Section:
        """The section shown, the first one when none was yet."""
        if self._stack.count() < max(1, len(self._sections)):
            return self.show_section(self._code or SECTIONS[0][0])
        return self._sections[self._code]

    def show_section(self, code: str) -> Section:
        """Show that section, built on the first visit. Raises `StopIteration` for one that is not there."""
        made = self._made(code)
        self._appear()
        return made

    def _turn_to(self, code: str) -> None:
        """As `show_section`, by a hand: one built for it comes into sight a turn of the loop later."""
        known = code in self._sections
        self._made(code)
        if known:
            self._appear()
        else:
            QTimer.singleShot(0, self._appear)

    def _made(self, code: str) -> Section:
        number, factory = next((n, one[3]) for n, one in enumerate(SECTIONS) if one[0] == code)
        self._code = code
        if code not in self._sections:
            made = self._sections[code] = factory(self._around)
            made.set_narrow(self._small)
            made.said.connect(self.said)
            made.refused.connect(self.refused)
            made.part_wanted.connect(self.show_part)
        self._group.button(number).setChecked(True)
        self.setFocusProxy(self._group.button(number))
        return self._sections[code]

    @Slot()
    def _appear(self) -> None:
        for made in tuple(self._sections.values())[self._stack.count() :]:
            _add_with_foot(self._stack, made)
        self._stack.setCurrentIndex(list(self._sections).index(self._code))
        if self.isVisible():
            self.refresh()

    @Slot(str)
    def show_part(self, part: str) -> None:
        """A section, or a field of it behind a slash: `place/approval_number`."""
        code, _slash, field = part.partition("/")
        section = self.show_section(code)
        if field:  # once whoever led here has shown the page
            QTimer.singleShot(0, partial(section.go_to, field))

    @property
    def closed(self) -> str:
        """Why who is at the desk may change nothing in the section shown, empty when they may."""
        return self._closed.reason

    def _who(self) -> int:
        now = self._around.services.at_desk.now()
        return NOBODY if now is None else now.id

    def _why_not(self, code: str) -> DeskError | None:
        refused: DeskError | None = None
        for right in RIGHTS.get(code, (Right.SETTINGS,)):
            try:
                self._around.services.at_desk.ask(right)
            except DeskError as refusal:
                refused = refused or refusal
            else:
                return None
        return refused

    def _land(self) -> None:
        """Somebody else is at the desk: they begin in a section they may change, not where the last one was."""
        before, self._at_desk = self._at_desk, self._who()
        if before != self._at_desk and self._why_not(self._code or SECTIONS[0][0]) is not None:
            theirs = (code for code, *_rest in SECTIONS if self._why_not(code) is None and self._is_done(code))
            self._made(next(theirs, self._code or SECTIONS[0][0]))
            self._appear_later()

    def _is_done(self, code: str) -> bool:
        return code not in ONLY_WITH or ONLY_WITH[code] in self._around.services.today.does()

    def _appear_later(self) -> None:
        QTimer.singleShot(0, self._appear)

    def reload(self) -> None:
        """The first section is built once the page itself is there: the window never waits for both at once."""
        self._land()
        self._show_what_is_done()
        if self._stack.count():
            refusal = self._why_not(self._code)
            self._closed.tell(refusal)
            self.section.setEnabled(refusal is None)
            self.section.reload()
        elif not self._code:
            QTimer.singleShot(0, self._begin)

    def _show_what_is_done(self) -> None:
        for number, (code, *_rest) in enumerate(SECTIONS):
            if code in ONLY_WITH:
                self._group.button(number).setVisible(self._is_done(code) or self._code == code)

    @Slot()
    def _begin(self) -> None:
        if not self._code:
            self._turn_to(SECTIONS[0][0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._small = event.size().width() < SMALL
        self._list.setFixedWidth(ICONS_ALONE if self._small else LIST_WIDTH)
        for made in self._group.buttons():
            if isinstance(made, RailButton):
                made.set_narrow(self._small)
        for section in self._sections.values():
            section.set_narrow(self._small)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self._turn_to(SECTIONS[number][0])

    @Slot(int, bool)
    def _toggled(self, number: int, checked: bool) -> None:
        """The arrows check a button without clicking it."""
        if checked and self._code and SECTIONS[number][0] != self._code:
            self._turn_to(SECTIONS[number][0])


def _add_with_foot(stack: QStackedWidget, section: Section) -> None:
    """The section scrolls; what keeps it stays in sight below.

    What it stands in comes first: all that is in it is told of each widget it comes to be in.
    """
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    stack.addWidget(made)
    area = QScrollArea()
    column.addWidget(area, 1)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(section)
    float_bars(area)
    if section.foot is not None:
        column.addWidget(section.foot)
