"""What pages and dialogs are made of, loaded bit by bit once the first page is there, so that each opens at once.

On the main thread: a class of Qt that comes to be on another one, while this one asks Qt what a widget is, ends the
program (`PySide::MetaObjectBuilder::update` of PySide6 takes no lock).
"""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal, Slot

MODULES = """
    forms dialog printing widgets.typed widgets.fields pages.planning pages.planning.rows pages.planning.words
    pages.planning.special_dates pages.planning.date_by_date pages.planning.series_acts pages.planning.booking_ways
    pages.planning.last_day pages.planning.when_dialog pages.planning.comes_back widgets.ticks
    pages.planning.dates_dialog widgets.person_finder pages.shared.arrival_dialog pages.planning.with_it
    pages.planning.instead_dialog pages.planning.booking_dialog pages.planning.booking_acts drafts pages.money
    place_words pages.money.words widgets.amount pages.planning.deposit_part pages.planning.booking_sheet
    pages.messages pages.messages.words pages.messages.fields pages.messages.preview pages.messages.tell
    pages.planning.keep_dialog pages.planning.waiting_words pages.planning.waiting_dialog
    pages.planning.waiting_sheet pages.planning.kit_scope pages.planning.move_dialog pages.planning.day
    pages.planning.nudges pages.planning.acts pages.planning.block_card pages.planning.closely pages.planning.print
    pages.planning.label pages.planning.paint pages.planning.zoom pages.planning.unit_week pages.planning.strips
    pages.planning.layout pages.planning.find_words widgets.tick_grid widgets.duration_field
    pages.planning.find_fields widgets.day_words widgets.table pages.planning.find_results
    pages.planning.find_dialog pages.planning.find_acts pages.planning.drag pages.planning.chosen
    pages.planning.sheet pages.planning.steps pages.planning.same_gesture pages.planning.paper pages.planning.view
    pages.planning.month_rows pages.planning.spans pages.planning.find_box pages.planning.head pages.planning.month
    ask pages.planning.list_view pages.planning.further pages.planning.page_help pages.planning.closer
    pages.planning.body pages.planning.ways pages.planning.several_acts pages.planning.hover
    pages.planning.poster_dialog pages.planning.place_menu pages.planning.page pages.planning.series_scope
    pages.planning.calendar_dialog pages.shared.all_the_same pages.events pages.events.attendance_grid
    pages.events.attendance_dialog pages.events.words pages.events.calls pages.events.sittings pages.events.dialog
    pages.events.register pages.events.sheet pages.equipment pages.equipment.words pages.equipment.loan_dialog
    pages.shared.unit_changes pages.equipment.loan_things pages.mail pages.mail.words pages.shared.takes_mail
    pages.mail.acts pages.mail.arrived pages.mail.contract pages.messages.sheet pages.people hour_words
    pages.people.visit_words pages.people.fact_words pages.people.person_words pages.people.person_reach
    pages.people.fact_dialogs pages.people.status_field pages.people.person_dialog pages.messages.write_all
    pages.settings pages.settings.page_help pages.settings.section pages.settings.email pages.settings.message_text
    counter.articles_dialog counter.day_dialogs counter.hand_over_dialog counter.split_dialog pages.money.billing
    pages.money.charge pages.money.invoice_credit pages.planning.late_dialog pages.money.invoice_draft
    pages.money.payment_dialog pages.money.till_dialogs pages.planning.facts_dialog pages.planning.late_dates
    pages.network.listing_difference pages.network.target_dialog pages.people.known_cards pages.people.deposit_card
    pages.people.merge_dialog pages.people.duplicates_dialog pages.people.end_dialog pages.people.import_columns
    pages.people.import_words pages.people.import_dialog pages.people.ledger_sheet pages.people.still_open
    pages.people.life_dialogs pages.people.pause_dialog pages.people.person_ties pages.people.plan_dialog
    pages.people.portrait_dialog pages.people.sell_card pages.people.prepaid_card pages.people.prepaid_dialogs
    pages.people.sell_words widgets.price_line pages.people.sell_more pages.people.sell_dialog
    pages.people.transfer_dialog operators.forgotten_dialog pages.settings.below_zero pages.settings.calendar_in
    pages.settings.calendar_in_dialogs pages.shared.which_spaces pages.settings.closure
    pages.settings.opening_dialog pages.settings.operators_dialog pages.settings.parts pages.settings.plan_hours
    pages.settings.plan_more pages.settings.plan pages.settings.price_words pages.settings.price_lines
    pages.settings.prices second_place pages.settings.second_place pages.settings.contents pictures
    pages.settings.unit_photo widgets.length_field widgets.week_picture pages.settings.plan_limits
    pages.settings.unit_more pages.settings.unit counter.acts counter.gift_line pages.shared.register_dialog
    pages.shared.visit_dialog pages.settings.quotas pages.settings.unit_order pages.planning.unit_tip
    pages.people.rate_card pages.settings.price_line_dialog pages.settings.tariffs pages.settings.late_fee
    pages.shared.volunteer_dialog pages.today.digital_dialogs pages.today.paper_lines pages.today.paper_day
    counter.note_line counter.sentence_deeds counter.sentence_words counter.visit_acts counter.act_list
    counter.basket counter.days counter.finding counter.deeds counter.head counter.kept counter.keys counter.looking
    counter.overlay help_sheet counter.card paper_dialog counter.receipts pages.people.list_menu
    pages.people.add_menu pages.people.checklist_card pages.people.left_column pages.people.subscription_aside
    pages.people.person_cards pages.people.person_history widgets.focus_kept pages.people.waiting_card
    pages.money.quote_words pages.people.quotes_card pages.people.person_panel widgets.two_lines pages.shared.parts
    pages.mail.part pages.shared.list_detail pages.mail.companies pages.mail.legal widgets.chips pages.mail.waiting
    pages.equipment.parts pages.events.papers pages.events.panel pages.money.invoice_panel pages.money.view
    pages.money.way_on pages.money.invoices pages.money.payments pages.money.till pages.money.to_invoice
    pages.money.quotes pages.money.quote_sheet pages.money.quote_dialog pages.money.quote_price
    pages.money.quote_change pages.messages.parts pages.network.listing_base pages.network.listing_rows
    pages.network.listing_fields pages.network.listing_editor pages.network.panel widgets.plots pages.reports
    pages.reports.cards pages.reports.figures pages.settings.not_theirs calendar_words pages.settings.holidays
    pages.settings.school_file pages.settings.own_day pages.shared.exceptional pages.shared.after_closing
    operators.overlay pages.people.page pages.mail.page pages.equipment.page pages.events.page pages.money.page
    pages.messages.page pages.network.page pages.reports.page pages.settings.page
"""
"""Below `tierslieu_desk.ui`, what is built upon before what builds upon it: each is a few milliseconds by itself."""


class Loading(QObject):
    """One module a turn, between what the person at the desk does; `done` once all of them are there."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = iter(MODULES.split())
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next)

    def start(self) -> None:
        """Again where it stood, when it was stopped."""
        self._turn.start()

    @Slot()
    def _next(self) -> None:
        module = next(self._left, None)
        if module is not None:
            import_module(f"tierslieu_desk.ui.{module}")
            return
        self._turn.stop()
        self.done.emit()
