"""The sheet people sign at an event: drawn as a job, then shown over the page that asked for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.ui.page import Page


def show_sheet(page: Page, around: Surroundings[DeskServices], title: str, day: date, session_id: int) -> None:
    """Draw the sheet of that session, let them look at it and print it."""
    from tierslieu_desk.ui.paper_dialog import show_paper

    heading = _("Attendance sheet: %(title)s") % {"title": title}
    name = _("attendance-%(day)s.pdf") % {"day": day.isoformat()}
    work = partial(_drawn, around.services, session_id)
    around.jobs.run(heading, work, done=partial(show_paper, page, around.jobs, heading, name))


def _drawn(services: DeskServices, session_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services import event_papers

    return event_papers.render(services.events, services.places, session_id)
