"""Who is sold a subscription becomes a member with it, and is what they were before when it is taken back.

A membership fee makes a member by its very name, and a plan for desks makes the coworker whom every list of people
calls a member: both do. A pass or a ticket does not.
"""

from __future__ import annotations

import json

from sqlalchemy import bindparam, exists, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Subscription, Visit
from tierslieu_desk.models.store import run
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import checklists

_LISTS = text(
    "SELECT 1 FROM checklist_item WHERE party_id = :party"
    " UNION ALL SELECT 1 FROM subscription WHERE party_id = :party AND id <> :sold LIMIT 1"
)
_VISITS = select(Visit.id).where(
    Visit.party_id == bindparam("party"),
    Visit.day == bindparam("day"),
    Visit.undone.is_(False),
    Visit.role == bindparam("was"),
)
BECOMES, NO_MORE = "become_member", "no_member_after_all"


def begin(desk: Desk, session: Session, sold: Subscription, *, elsewhere: bool = False) -> None:
    """Make a member of whoever has it, unless it is over; once it runs, of their visits of today, too.

    `elsewhere`: it was sold before this desk was there, and what comes up when somebody begins was done then.
    """
    if not elsewhere or sold.ends is not None or _has_lists(session, sold):
        checklists.follow(desk, session, sold.party_id, sold=None if elsewhere else sold.id)
    party = session.get_one(Party, sold.party_id)
    today = desk.clock.today()
    if party.role == Role.MEMBER or (sold.ends is not None and sold.ends < today):
        return
    was, visits = party.role, []
    party.role = Role.MEMBER
    if sold.starts <= today:
        visits = list(run(session, _VISITS, {"party": party.id, "day": today, "was": was}).scalars())
        if visits:
            session.execute(update(Visit).where(Visit.id.in_(visits)).values(role=Role.MEMBER))
    session.flush()
    desk.note(session, BECOMES, "subscription", sold.id, party=party.id, was=was, visits=visits)


def _has_lists(session: Session, sold: Subscription) -> bool:
    """Whether anything on the lists of whoever has it may change with it."""
    return run(session, _LISTS, {"party": sold.party_id, "sold": sold.id}).first() is not None


def take_back(desk: Desk, session: Session, sold: Subscription) -> None:
    """They are what they were, with those visits, unless another subscription makes a member of them by now."""
    begun = session.scalar(
        select(JournalEntry.facts)
        .where(JournalEntry.subject == "subscription", JournalEntry.subject_id == sold.id, JournalEntry.act == BECOMES)
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )
    others = exists().where(
        Subscription.party_id == sold.party_id,
        Subscription.id != sold.id,
        Subscription.ends.is_(None) | (Subscription.ends >= desk.clock.today()),
    )
    party = session.get_one(Party, sold.party_id)
    if begun is None or party.role != Role.MEMBER or session.scalar(select(others)):
        return
    facts = json.loads(begun)
    party.role = facts["was"]
    session.execute(update(Visit).where(Visit.id.in_(facts["visits"])).values(role=facts["was"]))
    session.flush()
    desk.note(session, NO_MORE, "subscription", sold.id, party=party.id, now=facts["was"])
