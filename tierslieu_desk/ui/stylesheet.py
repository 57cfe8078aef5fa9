"""The stylesheet, written once with the names of the colours in place of the colours."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TEMPLATE = """
QWidget { outline: none; }
QMainWindow, QDialog, #content, #rail, QScrollArea, #scrolled { background: @bg; }
QScrollArea { border: none; }
#seeThrough { background: transparent; }
QToolTip { background: @text; color: @surface; border: none; padding: 6px 10px; }

#rail { border: none; border-right: 1px solid @line; }
#railPages { background: @bg; }
#placeName { font-size: 14px; }
#lineState, #copyAge, #waitingLine { color: @muted; font-size: 12px; }
QLabel[look="title"] { font-size: 20px; }
QLabel[look="name"] { font-size: 16px; }
QLabel[look="second"] { font-size: 12.5px; color: @muted; }
QLabel[look="subtitle"] { color: @muted; }
QLabel[look="cardTitle"] { font-size: 13.5px; }
QLabel[look="group"] { font-size: 11.5px; color: @muted; }
QLabel[look="figure"] { font-size: 22px; }
QLabel[look="refusal"] { font-size: 12.5px; color: @bad; }
QLabel[look="key"] { font-size: 11px; color: @muted; background: @surface;
                     border: 1px solid @line; border-radius: 5px; padding: 1px 6px; }

Card { background: @surface; border: 1px solid @line; border-radius: 12px; }
StatTile { background: @surface; border: 1px solid @line; border-radius: 12px; }
Row { background: transparent; border: none; border-top: 1px solid @soft_line; }
#cardFoot { border: none; border-top: 1px solid @line; }

Chip { font-size: 12px; border-radius: 7px; padding: 2px 8px; color: @muted; background: @soft_line; }
Chip[kind="accent"] { color: @accent; background: @accent_soft; }
Chip[kind="desk"] { color: @desk; background: @desk_soft; }
Chip[kind="room"] { color: @room; background: @room_soft; }
Chip[kind="event"] { color: @event; background: @event_soft; }
Chip[kind="tool"] { color: @tool; background: @tool_soft; }
Chip[kind="warning"] { color: @warning; background: @warning_soft; }
Chip[kind="bad"] { color: @bad; background: @bad_soft; }

QPushButton { background: @surface; border: 1px solid @line; border-radius: 9px; padding: 5px 12px;
              font-size: 13px; color: @text; min-height: 18px; }
QPushButton:hover { background: @bg; border-color: @faint; }
QPushButton:pressed { background: @soft_line; }
QPushButton:disabled { color: @faint; background: @bg; }
QPushButton:focus { border: 2px solid @accent; padding: 4px 11px; }
QPushButton[look="main"] { background: @accent; border: 1px solid @accent; color: @on_accent; }
QPushButton[look="main"]:hover { background: @accent; border-color: @text; }
QPushButton[look="main"]:focus { border: 2px solid @text; }
QPushButton[look="main"]:disabled { background: @soft_line; border-color: @line; color: @muted; }
QPushButton[look="grave"] { background: @bad; border: 1px solid @bad; color: @on_accent; }
QPushButton[look="grave"]:hover { border-color: @text; }
QPushButton[look="grave"]:focus { border: 2px solid @text; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: @muted; padding: 5px 7px; }
QPushButton[look="quiet"]:hover { background: @soft_line; }
QPushButton[look="quiet"]:focus { border: 2px solid @accent; padding: 4px 6px; }
QPushButton[beside="true"] { min-height: 24px; }
QPushButton[tall="true"] { min-height: 22px; font-size: 14px; padding: 6px 15px; }
QPushButton[tall="true"]:focus { padding: 5px 14px; }

QPushButton[square="true"] { min-height: 22px; padding: 6px 11px; }
QPushButton[square="true"]:focus { padding: 5px 10px; }

WayButton { background: @surface; border: 1px solid @line; border-radius: 12px; padding: 0; text-align: left; }
WayButton:hover { background: @surface; border-color: @accent; }
WayButton:focus { border: 2px solid @accent; padding: 0; }
DoorButton { background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 0; }
DoorButton:hover { background: @bg; border: 1px solid @line; padding: 0; }
DoorButton:pressed { background: @soft_line; }
DoorButton:focus { border: 2px solid @accent; padding: 0; }
#stepCard { background: @surface; border: 1px solid @line; border-radius: 12px; }
#banner { background: @warning_soft; border: none; }
#banner QLabel { color: @warning; }

RailButton { text-align: left; padding: 8px 10px; border: 1px solid transparent; border-radius: 9px;
             background: transparent; color: @muted; min-height: 18px; }
RailButton:hover { background: @soft_line; }
RailButton:checked { background: @accent_soft; color: @accent; }
RailButton:focus { border: 1px solid @accent; }

SegmentButton { border: 1px solid transparent; border-radius: 8px; padding: 5px 11px; background: transparent;
                color: @muted; font-size: 14px; min-height: 20px; }
SegmentButton:hover { background: @soft_line; border-color: transparent; }
SegmentButton:checked { background: @accent_soft; color: @accent; }
SegmentButton:focus { border: 1px solid @accent; padding: 5px 11px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
    background: @surface; color: @text; border: 1px solid @line; border-radius: 9px; padding: 6px 10px;
    min-height: 22px; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:hover, QPlainTextEdit:hover, QSpinBox:hover, QComboBox:hover, QDateEdit:hover, QTimeEdit:hover {
    border-color: @faint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 5px 9px; }
QLineEdit[refused="true"], QComboBox[refused="true"], QSpinBox[refused="true"], QDateEdit[refused="true"],
QTimeEdit[refused="true"], QPlainTextEdit[refused="true"] { border: 2px solid @bad; padding: 5px 9px; }
QSpinBox { min-height: 20px; }
QComboBox { padding-left: 12px; combobox-popup: 0; }
QComboBox:focus, QComboBox[refused="true"] { padding-left: 11px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QDateEdit::drop-down { border: none; width: 30px; }
QDateEdit::down-arrow, QComboBox::down-arrow { image: none; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QSpinBox:disabled { background: @bg; color: @faint; }
QComboBox::drop-down { border: none; width: 30px; }
QListView#choices { background: @surface; color: @text; border: 1px solid @line; outline: none; }
QListView#choices::item { padding: 6px 11px; }
QListView#choices::item:selected { background: @accent_soft; color: @text; }
QListView#found { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QListView#names { background: @surface; color: @text; border: none; }
QListView#found::item, QListView#names::item { padding: 7px 10px; border-radius: 6px; }
QListView#found::item:selected, QListView#names::item:selected { background: @accent_soft; color: @text; }
QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 5px; }
QCheckBox::indicator { width: 19px; height: 19px; background: transparent; border: none; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }

#segments[tight="true"] SegmentButton, #segments[tight="true"] SegmentButton:focus { padding: 5px 5px; }
#bare { border-color: transparent; min-height: 20px; }
#segments { background: @surface; border: 1px solid @line; border-radius: 9px; }
#notice { background: @warning_soft; border: none; border-radius: 9px; }
#notice QLabel { color: @warning; }
#tabs { background: transparent; border: none; }
#tabs SegmentButton { font-size: 13px; padding: 6px 6px; border: none; border-bottom: 2px solid transparent;
                      border-radius: 0; }
#tabs SegmentButton:hover { background: transparent; color: @text; }
#tabs SegmentButton:checked { background: transparent; color: @accent; border-bottom: 2px solid @accent; }
#tabs SegmentButton:focus { border: 1px solid @accent; border-radius: 6px; padding: 6px 5px; }
#search { padding-left: 4px; }
#counterBox { text-align: left; color: @faint; font-size: 14px; padding: 6px 12px; min-height: 22px; }
#counterBox:focus { padding: 5px 11px; }
#counter { background: transparent; border: none; }
#counterCard { background: @surface; border: 1px solid @line; border-radius: 12px; }
#counterSearch, #counterSearch:focus { background: transparent; border: none; font-size: 21px; padding: 0;
                                       min-height: 32px; }
#counterRule { background: @line; border: none; }
#counterHead { background: transparent; border: none; }
#counterBasket { background: @bg; border: none; border-left: 1px solid @line; border-bottom-right-radius: 11px; }
#acts, #clear { background: transparent; border: none; }
#messageBar { background: @text; border-radius: 9px; }
#messageBar QLabel { color: @surface; }
#messageBar QPushButton { background: transparent; color: @surface; border-color: @faint; }
#messageBar QPushButton:hover { border-color: @surface; background: transparent; }
#messageBar QPushButton:focus { border: 2px solid @surface; }

QTableView { background: @surface; border: none; gridline-color: transparent; alternate-background-color: @surface;
             selection-background-color: @accent_soft; selection-color: @text; border-radius: 12px; }
QTableView::item { border: none; border-bottom: 1px solid @soft_line; padding: 0 13px; }
QTableView::item:selected { background: @accent_soft; color: @text; }
QCalendarWidget { min-width: 300px; min-height: 250px; }
QCalendarWidget QWidget { background: @surface; }
QCalendarWidget QTableView { border-radius: 0; selection-background-color: @accent; selection-color: @on_accent; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QTableView::item:selected { background: @accent; color: @on_accent; }
QCalendarWidget QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
                              color: @text; padding: 5px 8px; }
QCalendarWidget QToolButton:hover { background: @soft_line; }
QCalendarWidget QToolButton:focus { border-color: @accent; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QSpinBox { min-height: 18px; padding: 2px 4px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @line;
                       padding: 8px 16px; font-size: 12.5px; }
QHeaderView::section:hover { color: @text; }

QProgressBar { background: @soft_line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @line; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractScrollArea::corner { background: transparent; border: none; }

QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 6px; }
QMenu::item:selected { background: @accent_soft; color: @text; }
#sheetFoot { border: none; border-top: 1px solid @line; }
#sectionFoot { border: none; border-top: 1px solid @line; }
#blockCard { background: @surface; border: 1px solid @faint; border-radius: 12px; }
#planning { background: transparent; border: none; }
"""

_NAME = re.compile(r"@([a-z_]+)")


def stylesheet(colours: Mapping[str, str]) -> str:
    """The template with every `@name` replaced. Raises `KeyError` for a name the table does not have."""

    def value(found: re.Match[str]) -> str:
        return colours[found.group(1)]

    return _NAME.sub(value, _TEMPLATE)
