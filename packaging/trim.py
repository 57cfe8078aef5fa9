"""What the frozen program leaves behind: other languages, Qt's plugins and libraries the desk never calls.

PyInstaller collects per package, so Qt's virtual keyboard brings Qt Quick, and Babel brings 1,000 locales.
"""

from __future__ import annotations

import sys
from fnmatch import fnmatch

from tierslieu_desk.i18n import LANGUAGES

STRIP = sys.platform == "linux"
"""Half of SQLAlchemy's and of the interpreter's compiled parts are debugging symbols; elsewhere those stand apart."""

LOCALES = (
    *("root", *LANGUAGES, "fr_FR", "es_ES", "ca_ES", "ca_FR", "eu_ES"),
    *("en_001", "en_150", "en_GB", "en_US"),
)
"""Every language, and the countries it is written for where that makes a difference."""

STDNUM_TABLES = ("stdnum/iban.dat", "stdnum/be/banks.dat", "stdnum/cz/banks.dat")
"""What IBAN and VAT numbers are looked up in; the others tell of books, phones and network cards."""

LEFT_BEHIND = (
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/generic/*",
    "*/plugins/networkinformation/*",
    "*/plugins/qmltooling/*",
    "*/plugins/sqldrivers/*",
    "*/plugins/tls/*",
    "*/plugins/vectorimageformats/*",
    "*/plugins/wayland-graphics-integration-server/*",
    "*/plugins/imageformats/*qicns*",
    "*/plugins/imageformats/*qpdf*",
    "*/plugins/imageformats/*qtga*",
    "*/plugins/imageformats/*qtiff*",
    "*/plugins/imageformats/*qwbmp*",
    "*/plugins/imageformats/*qwebp*",
    "*/plugins/platforminputcontexts/*virtualkeyboard*",
    "*/plugins/platforms/*qeglfs*",
    "*/plugins/platforms/*qlinuxfb*",
    "*/plugins/platforms/*qminimalegl*",
    "*/plugins/platforms/*qvkkhrdisplay*",
    "*/plugins/platforms/*qvnc*",
    # GTK's look comes with half of GTK, which then quarrels with the system's own half
    "*/plugins/platformthemes/*qgtk3*",
    *(
        "libatk*",
        "libatspi*",
        "libblkid*",
        "libcairo*",
        "libepoxy*",
        "libfribidi*",
        "libgdk*",
        "libgio*",
        "libgobject*",
    ),
    *("libgraphite2*", "libgtk*", "libharfbuzz*", "libmount*", "libpango*", "libpixman*", "libselinux*"),
    # the system's own way to its printers: where it has none, a paper is kept as a PDF
    *("libavahi*", "libcups.so*", "libgmp*", "libgnutls*", "libhogweed*", "libidn2*", "libnettle*", "libp11-kit*"),
    *("libtasn1*", "libunistring*"),
    # spreadsheets in the scripts of East Asia are not what is brought to these desks
    "*/lib-dynload/_codecs_[chjkt]*",
    "*Qt6EglFS*",
    "*Qt6OpenGLWidgets*",
    "*Qt6Qml*",
    "*Qt6Quick*",
    "*Qt6Sql*",
    "*Qt6VirtualKeyboard*",
    "*Qt6WaylandCompositor*",
    "*/Qt/qml/*",
    "*opengl32sw.dll",
    "alembic/templates/*",
)


def kept(name: str) -> bool:
    """Whether a collected file, named by its place in the frozen folder, travels."""
    path = name.replace("\\", "/")
    if path.startswith("babel/locale-data/"):
        return path.rpartition("/")[2].removesuffix(".dat") in LOCALES
    if "/translations/" in path and path.endswith(".qm"):
        file = path.rpartition("/")[2]
        return file in {f"{part}_{language}.qm" for part in ("qt", "qtbase") for language in LANGUAGES}
    if path.startswith("stdnum/") and path.endswith(".dat"):
        return path in STDNUM_TABLES
    return not any(fnmatch(path, pattern) for pattern in LEFT_BEHIND)


def trimmed(collected: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The entries of one of PyInstaller's tables that travel."""
    return [entry for entry in collected if kept(entry[0])]
