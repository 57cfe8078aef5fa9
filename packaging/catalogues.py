"""The translators' files: `extract`, `update`, `compile` or `check` them (`make catalogues` does the first three).

The template and the catalogues carry no date, no path and no line number, so they change only when words do.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
DOMAIN = "tierslieu_desk"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PAPERS_ONLY = ("es", "ca", "eu")
"""Languages in which people are written to, while the window itself does not speak them yet."""
PAPERS = (
    "documents/",
    "formats.py",
    "network/page.py",
    "services/booking/agreed_prices.py",
    "services/booking/booking_deposits.py",
    "services/booking/booking_prices.py",
    "services/booking/booking_words.py",
    "services/front/counter.py",
    "services/visit/days_due.py",
    "services/post/domiciliation_papers.py",
    "services/plan/in_advance.py",
    "services/money/invoice_papers.py",
    "services/booking/late_fees.py",
    "services/post/mail_papers.py",
    "services/message/message_dates.py",
    "services/message/message_defaults.py",
    "services/message/message_offers.py",
    "services/opening/opening_invoices.py",
    "services/plan/periods.py",
    "services/plan/plan_deposits.py",
    "services/plan/prepaid_cards.py",
    "services/plan/prepaid_papers.py",
    "services/booking/quote_prices.py",
    "services/plan/selling.py",
    "services/message/write_to_all.py",
    "ui/pages/money/invoice_letter.py",
)
"""Whose words reach people on paper, by e-mail or on the place's page: such a language says all of these."""
HEADER = "# Words of the Tiers-Lieu Desk, EUPL-1.2."
NOISE = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)


def of(language: str) -> Catalog:
    """What that language has to say: everything, or what people are written with."""
    return extract(PAPERS) if language in PAPERS_ONLY else extract()


def extract(files: tuple[str, ...] = ("",)) -> Catalog:
    """The messages of the source as it is now, of the files whose path begins with one of these."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    template = Catalog(header_comment=HEADER, fuzzy=False)
    found = extract_from_dir(
        ROOT / "tierslieu_desk",
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in found:
        if not file.startswith(files):
            continue
        template.add(message, auto_comments=comments, context=context)
    return template


def as_text(catalogue: Catalog) -> str:
    """A catalogue as it is kept: sorted, without what changes by itself."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = out.getvalue().decode("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in NOISE))) + "\n"


def read(language: str) -> Catalog:
    """The catalogue of that language as the translator left it."""
    file = po_file(language)
    if not file.exists():
        return Catalog(Locale.parse(language), DOMAIN, header_comment=HEADER, fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def po_file(language: str) -> Path:
    """Where the translator of that language works."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages() -> list[str]:
    """The languages that have a folder."""
    return sorted(file.parent.parent.name for file in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def write_template() -> None:
    """Write the .pot of the source as it is now."""
    TEMPLATE.write_text(as_text(extract()), encoding="utf-8", newline="\n")


def update(language: str) -> None:
    """Give the catalogue of that language what it has to say; what is gone is dropped, nothing is guessed."""
    catalogue = read(language)
    catalogue.update(of(language), no_fuzzy_matching=True)
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(as_text(catalogue), encoding="utf-8", newline="\n")


def compile_all() -> list[Path]:
    """Write every .mo, each replaced at once so that a running program never reads half of one."""
    compiled = []
    for language in languages():
        file = po_file(language).with_suffix(".mo")
        fresh = io.BytesIO()
        write_mo(fresh, typeset(language, read(language)))
        if not file.exists() or file.read_bytes() != fresh.getvalue():
            partial = file.with_suffix(".mo.part")
            partial.write_bytes(fresh.getvalue())
            partial.replace(file)
        compiled.append(file)
    return compiled


def typeset(language: str, catalogue: Catalog) -> Catalog:
    """French keeps a colon, a question mark or a closing guillemet on the line of its word: no line breaks there.

    They are written with plain spaces in the .po, which everybody can type.
    """
    if language == "fr":
        for message in filter(lambda one: one.id, catalogue):
            said = message.string or ""
            message.string = _kept_together(said) if isinstance(said, str) else tuple(map(_kept_together, said))
    return catalogue


def _kept_together(words: str) -> str:
    return re.sub(" (?=[:;!?»]|%%)|(?<=«) ", "\N{NO-BREAK SPACE}", words)


def missing(language: str) -> list[str]:
    """What this language has to say and does not say yet, or only guesses."""
    catalogue = read(language)
    wanting = []
    for message in of(language):
        if not message.id:
            continue
        known = catalogue.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        said = known.string if known is not None and not known.fuzzy else ""
        if not said or (not isinstance(said, str) and not all(said)):
            wanting.append(str(message.id))
    return wanting


def check() -> int:
    """Tell what is not up to date; the exit code."""
    stale = not TEMPLATE.exists() or TEMPLATE.read_text(encoding="utf-8") != as_text(extract())
    if stale:
        print("translations/tierslieu_desk.pot is older than the source: make catalogues")
    for language in languages():
        wanting = missing(language)
        print(f"{language}: {len(wanting)} messages to translate")
        print("".join(f"  {message}\n" for message in wanting[:20]), end="")
    return 1 if stale else 0


def main(arguments: list[str]) -> int:
    """Do the named steps in order."""
    steps = {"extract": write_template, "compile": compile_all}
    for step in arguments or ["check"]:
        if step == "check":
            return check()
        if step == "update":
            for language in sorted(folder.parent.name for folder in FOLDER.glob("*/LC_MESSAGES")):
                update(language)
        elif step in steps:
            steps[step]()
        else:
            print(f"{step}: one of extract, update, compile, check")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
