"""Money of the demo: plans sold and renewed, the month billed, payments that come, periods that are closed."""

from __future__ import annotations

from datetime import date, timedelta

from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import Owed, World
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import ClosingKind, InvoiceKind, PaymentMethod, Period, UnitKind
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.services.plan.prepaid_cards import NewCard

FEE, UNLIMITED, EIGHT_DAYS = "Adhésion annuelle", "Abonnement illimité", "Abonnement 8 jours"
MEETINGS, MEETS = "Abonnement réunions", "Mairie de Daumazan"
"""Hours of rooms and of booths, and who meets here every week."""
SUBSCRIBERS = {HouseSize.USUAL: 8, HouseSize.STRESS: 22}
LATE_PAYER = "Cabinet Estève"
METHODS = (PaymentMethod.TRANSFER, PaymentMethod.CARD, PaymentMethod.CHEQUE, PaymentMethod.CASH)


def put_on_sale(world: World) -> None:
    """The plans of the place."""
    plans = (
        NewPlan(name=FEE, period=Period.YEAR, price_e4=150_000, membership_fee=True),
        NewPlan(name=UNLIMITED, period=Period.MONTH, price_e4=1_200_000),
        NewPlan(name=EIGHT_DAYS, period=Period.MONTH, price_e4=700_000, basis=Basis.GROSS, days_included=8),
        NewPlan(
            name=MEETINGS,
            period=Period.MONTH,
            price_e4=600_000,
            days_included=0,
            rolls_over=True,
            shared=True,
            hours=((UnitKind.ROOM, 480), (UnitKind.BOOTH, 120)),
        ),
    )
    for plan in plans:
        world.numbers.plans[plan.name] = world.desk.plans.add(plan)


def sell_to(world: World, party_id: int) -> None:
    """What a new member takes: the fee, and a subscription while there are desks for it, else a book of days."""
    count = len(world.cast.members)
    world.desk.plans.sell(NewSubscription(party_id, world.numbers.plans[FEE]))
    if world.subscribers < SUBSCRIBERS[world.scale.size]:
        world.subscribers += 1
        plan = UNLIMITED if count % 3 == 0 else EIGHT_DAYS
        world.desk.plans.sell(NewSubscription(party_id, world.numbers.plans[plan]))
    else:
        sell_pass(world, party_id)


def sell_pass(world: World, party_id: int, days: int = 10) -> None:
    """Ten days, or others, to use within half a year."""
    until = world.clock.today() + timedelta(days=183)
    name = f"Carnet de {days} jour{'s' if days > 1 else ''}"
    world.desk.plans.sell_pass(
        NewPass(party_id=party_id, name=name, days=days, price_e4=120_000 * days, valid_until=until)
    )


def sell_meeting_hours(world: World) -> None:
    """For this month: they pay at once for what was booked in it."""
    month = world.clock.today().replace(day=1)
    world.desk.plans.sell(NewSubscription(world.cast[MEETS], world.numbers.plans[MEETINGS], month))


def sell_cards(world: World) -> None:
    """A card of a person, one that a company shares, one that is partly used, and a gift that waits."""
    cards, until = world.desk.prepaid_cards, world.clock.today() + timedelta(days=365)
    lunch = Piece(Article(name="Repas partagé", price_e4=125_000))
    cards.sell(NewCard(world.cast["Maria Roca"], 5_000), PaymentMethod.CARD)
    cards.sell(NewCard(world.cast["Atelier Bois d’Arize"], 10_000, until, shared=True), PaymentMethod.CHEQUE)
    cards.sell(NewCard(world.cast["Jean Dupont"], 2_000, until), PaymentMethod.CASH)
    cards.sell(NewCard(world.cast["Sophie Puig"], 3_000, until, gift=True), PaymentMethod.CARD)
    world.desk.counter.sell(world.cast["Jean Dupont"], Basket((lunch,)), PaymentMethod.PREPAID)


def bill_month(world: World, day: date) -> None:
    """The first working day of a month: renew what runs, invoice what the month before owes, close it.

    Outside every other unit of work: each invoice is one of its own.
    """
    world.set_clock(day, 18, 0)
    last = day.replace(day=1) - timedelta(days=1)
    with world.desk.desk.store.writing():
        world.desk.plans.renew_due(day)
    for issued in world.desk.invoices.issue_all(last).issued:
        method_days = world.random.randrange(4, 28)
        if issued.kind is InvoiceKind.RECEIPT:
            method_days = 2
        late = issued.customer == LATE_PAYER and (world.today - day).days < 100
        if not late and issued.gross_cents > 0:
            world.payments[day + timedelta(days=method_days)].append(
                Owed(issued.id, issued.party_id, issued.gross_cents)
            )
    if world.first <= last.replace(day=1):
        world.desk.payments.close(ClosingKind.MONTH, last)
    if day.month == 1 and world.first <= date(day.year - 1, 1, 1):
        world.desk.payments.close(ClosingKind.YEAR, date(day.year - 1, 12, 31))


def receive(world: World, day: date) -> None:
    """Whatever should have come by now."""
    world.set_clock(day, 11, 0)
    for due in sorted(known for known in world.payments if known <= day):
        for owed in world.payments.pop(due):
            method = world.random.choice(METHODS)
            world.desk.payments.settle(owed.party_id, method, owed.cents, {owed.invoice_id: owed.cents})
