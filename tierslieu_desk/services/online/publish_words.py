"""What the publisher says to the person at the desk: one sentence, about what to do, never about protocols."""

from __future__ import annotations

from datetime import datetime

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.network.faults import (
    CertificateNotTrusted,
    LineFault,
    PortalInTheWay,
    ServerRefuses,
    Unreachable,
)
from tierslieu_desk.rules.vocabulary import TargetKind

ANOTHER_PLACE = N_("Another place’s listing is at this address. Check the address with whoever looks after the site.")
ANOTHER_SITE = N_(
    "There is already a site at this address that was not made here. Check the address with whoever looks after it."
)
NEWER_ONLINE = N_("What is online is newer than what is here. Look at the difference before replacing it.")
MUCH_WOULD_GO = N_("More than half of what is online would be removed. Look at it before going on.")

_REFUSALS = {
    ServerRefuses.PASSWORD: N_("The site does not accept this name and password. Type the password again."),
    ServerRefuses.NOT_ALLOWED: N_("We may not write there. Ask whoever looks after the site for the right to."),
    ServerRefuses.FULL: N_("There is no room left there. Make some, then publish again."),
    ServerRefuses.MOVED: N_("The site has moved. Change its address in the settings."),
    ServerRefuses.HOST_KEY: N_(
        "The site shows another key than before. Ask whoever looks after it whether it was changed."
    ),
    ServerRefuses.ADDRESS: N_("Nothing can be put at this address. Check it with whoever looks after the site."),
    ServerRefuses.READABLE: N_(
        "Anybody on the way could read the password. Change the address to one that begins with https."
    ),
    ServerRefuses.OTHER: N_("The site did not take it. Tell whoever looks after the site."),
}
_PAUSES = {
    "folder": N_("The folder is not there. Plug the stick in, then publish again."),
    "not_kept": N_("The site did not keep what we sent. It will be sent again."),
}
_REASONS = {
    ServerRefuses.PASSWORD: "login",
    ServerRefuses.NOT_ALLOWED: "no_right",
    ServerRefuses.FULL: "no_room",
    ServerRefuses.MOVED: "moved",
    ServerRefuses.ADDRESS: "wrong_address",
    ServerRefuses.READABLE: "plain_line",
}
"""Of a refusal, the word that `say.WORDS` has a sentence for."""


def confirmed(kind: TargetKind, at: datetime) -> str:
    """There, and read back at that wall-clock time. A folder of this computer is not online."""
    if kind is TargetKind.FOLDER:
        return _("In the folder, and checked there: %(when)s.") % {"when": formats.moment(at)}
    return _("Online, and checked there: %(when)s.") % {"when": formats.moment(at)}


def paused() -> str:
    """Nothing goes there for now."""
    return _("Paused: nothing was sent there.")


def busy() -> str:
    """Another process has the lease."""
    return _("Another window is publishing right now.")


def password_missing(name: str) -> str:
    """No password is kept for that target."""
    return _("The password for %(name)s is not kept on this computer. Type it in the settings.") % {"name": name}


def conflict(why: str) -> str:
    """One of the three sentences above."""
    return _(why)


def state_of(fault: LineFault) -> str:
    """The word for `PublishState`: waiting heals by itself, portal and refused need a person."""
    if isinstance(fault, PortalInTheWay):
        return "portal"
    return "refused" if isinstance(fault, ServerRefuses) else "waiting"


def reason(fault: LineFault, line_down: str = "line_down") -> str:
    """Why nothing could be done there, as one of the reasons of `say.WORDS`; `line_down` when the line is."""
    if isinstance(fault, PortalInTheWay):
        return "sign_in"
    if isinstance(fault, ServerRefuses):
        return _REASONS.get(fault.reason, "not_taken")
    if isinstance(fault, Unreachable) and fault.what in _PAUSES:
        return fault.what
    return line_down


def fault(found: LineFault) -> str:
    """What the line did, as a sentence."""
    if isinstance(found, CertificateNotTrusted):
        return _(
            "Sign in to the network first, then publish again. Signed in already? Then the site’s seal is too old."
        )
    if isinstance(found, PortalInTheWay):
        return _("Sign in to the network first, then publish again.")
    if isinstance(found, ServerRefuses):
        return _(_REFUSALS[found.reason])
    if isinstance(found, Unreachable) and found.what in _PAUSES:
        return _(_PAUSES[found.what])
    return _("Waiting for the line. It will be sent as soon as the line is back.")
