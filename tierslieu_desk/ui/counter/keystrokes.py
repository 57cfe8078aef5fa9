"""The desk's daily jobs and the keys each takes: one table, written in the help and pressed by the test that counts."""

from __future__ import annotations

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui.help import Help, Keystrokes

KEYSTROKES = (
    Keystrokes("check_in", N_("Check somebody in"), ("Ctrl+K", "mar", "Enter")),
    Keystrokes("day", N_("Check somebody in who pays the day in cash"), ("Ctrl+K", "mar", "Enter", "Ctrl+Enter")),
    Keystrokes("ticket", N_("Sell a ticket for cash"), ("Ctrl+K", "mar", "act:3", "Ctrl+Enter")),
    Keystrokes("slate", N_("Clear somebody’s slate in cash"), ("Ctrl+K", "mar", "Ctrl+Enter")),
    Keystrokes("sentence", N_("Book a room by a sentence"), ("Ctrl+K", N_("room b tomorrow 2pm-4pm mar"), "Enter")),
    Keystrokes("mail", N_("Hand over all of somebody’s mail"), ("Ctrl+K", "mar", "act:mail", "Enter")),
    Keystrokes("book", N_("Book a room tomorrow"), ("Ctrl+K", "mar", "act:book", "r", "Tab", "Up", "Enter")),
    Keystrokes("here", N_("See who is here"), ("Ctrl+K",)),
)
"""“mar” begins a name, “r” the next room; “act:” names the key of an act, or the figure of an article."""

HELP = Help(
    N_("Whoever stands at the counter: their name, and what can be done for them now."),
    (
        (N_("Find them"), N_("The first letters of either name, in any order, with or without accents.")),
        (N_("Do something"), N_("Enter does the first row. Alt and the key written on a row does that one at once.")),
        (
            N_("A day that nothing covers"),
            N_("After the arrival it is in the basket: take the money, or the slate, an invoice, free with a reason."),
        ),
        (N_("Sell"), N_("Alt and a figure puts things in the basket; then cash, card, cheque, or the slate.")),
        (N_("Sell without a name"), N_("Type no name: what is sold is paid at once, on a note.")),
        (
            N_("Write a sentence"),
            N_("“yellow room tomorrow 14h-16h Dupont”, “2 tickets Maria”: read it in the first row, then Enter."),
        ),
        (N_("Leave a note"), N_("“note: the printer jams”: it stands on Today until somebody sees to it.")),
    ),
    (
        ("↑ ↓", N_("another row; there the key alone is enough, without Alt")),
        ("Tab", N_("the next person of that name")),
        ("+", N_("one more passes by")),
        (N_("Ctrl+Enter, F6, F7, F8"), N_("cash, card, cheque, slate")),
        ("F4", N_("with their prepaid card, once they have one")),
        ("F5", N_("in two parts, such as part in cash and part by card")),
        (N_("Esc"), N_("close")),
    ),
    KEYSTROKES,
)


def written(job: Keystrokes) -> str:
    """The keys one after the other, in the words of the keyboard."""
    from tierslieu_desk.ui.counter.acts import letters

    acts, names = letters(), {"Enter": _("Enter"), "Up": "↑"}
    shown = []
    for key in job.keys:
        kind, _colon, code = key.partition(":")
        plain = "+".join(names.get(part, part) for part in key.split("+"))
        plain = _(plain) if " " in plain else plain
        shown.append(f"Alt+{acts.get(code, code)}" if kind == "act" else plain)
    return "  ".join(shown)
