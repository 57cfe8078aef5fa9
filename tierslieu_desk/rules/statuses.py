"""What somebody does in life, in words: one of a short list, or what was typed instead."""

from __future__ import annotations

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import Status

WORDS: dict[str, str] = {
    Status.SELF_EMPLOYED: N_("Self-employed"),
    Status.TELEWORKER: N_("Employee, teleworking"),
    Status.STUDENT: N_("Student"),
    Status.JOB_SEEKER: N_("Looking for a job"),
    Status.CHANGING_JOBS: N_("Changing jobs"),
    Status.PUBLIC_AGENT: N_("Works for the public service"),
    Status.ASSOCIATION: N_("In an association"),
    Status.RESIDENT: N_("Lives around here"),
    Status.RETIRED: N_("Retired"),
}


def worded(status: str) -> str:
    """As it is read: the words of the list, or the own text as it stands."""
    listed = WORDS.get(status)
    return status if listed is None else _(listed)


def told(text: str) -> str:
    """What is kept of words typed or read in a list: the code where they are those of the list, else the text."""
    key = search_key(text)
    return next((str(code) for code, words in WORDS.items() if search_key(_(words)) == key), text)
