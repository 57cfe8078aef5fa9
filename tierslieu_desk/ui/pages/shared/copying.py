"""A copy of everything on demand: here, and in the second place when there is one; as a job, with its progress."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.copies import Copied


def copy_now(page: Page, services: DeskServices, jobs: Jobs) -> None:
    """Start the copy; the page says how it ended."""
    jobs.run(_("Copying everything"), partial(_work, services), done=partial(_tell, page))


def _work(services: DeskServices, progress: Progress) -> Copied:
    return services.copies.make(progress=progress)


def _tell(page: Page, copied: Copied) -> None:
    page.said.emit(copied_words(copied), None)


def copied_words(copied: Copied) -> str:
    """What came of a copy here and in the second place."""
    if copied.second is not None and not copied.second.outside:
        return _(
            "Everything was copied and checked, but the second place is on the same disk: "
            "what breaks or takes this computer takes both. Copy it to a stick as well."
        )
    if copied.second is not None:
        return _("Everything was copied and checked, here and in the second place.")
    if copied.second_refused is not None:
        return _("Copied on this computer only. %(why)s") % {"why": say.sentence(copied.second_refused)}
    return _("Everything was copied and checked on this computer. Copy it to a stick as well.")
