"""A book as LibreOffice writes it, for the tests of lists that somebody brings along."""

from __future__ import annotations

import zipfile
from pathlib import Path

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_BLANK = '<table:table-cell table:number-columns-repeated="1024"/>'
ODS = (
    f'<office:document-content xmlns:office="{_SPACE}:office:1.0" xmlns:table="{_SPACE}:table:1.0"'
    f' xmlns:text="{_SPACE}:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Vide"/><table:table table:name="Gens">'
    f'<table:table-row table:number-rows-repeated="2">{_BLANK}</table:table-row>'
    '<table:table-row>%(header)s<table:table-cell table:number-columns-repeated="1020"/></table:table-row>'
    "<table:table-row>%(marie)s</table:table-row>"
    f'<table:table-row table:number-rows-repeated="1048000">{_BLANK}</table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(file: Path) -> Path:
    """As LibreOffice writes it: blank lines and columns told once with their number, a phone as a number."""

    def text(cell: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'

    phone = (
        '<table:table-cell office:value-type="float" office:value="612345678"><text:p>612345678</text:p>'
        "</table:table-cell>"
    )
    born = (
        '<table:table-cell office:value-type="date" office:date-value="1987-03-21"><text:p>21/03/87</text:p>'
        "</table:table-cell>"
    )
    header = "".join(map(text, ("Nom", "Prénom", "Portable", "Né le")))
    content = ODS % {"header": header, "marie": text("Dupont") + text("Marie") + phone + born}
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", kind)
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", manifest)
    return file
