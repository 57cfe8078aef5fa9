"""Cut the two paper fonts out of the variable Inter, once, when the program is built or installed for development.

ReportLab embeds TrueType outlines but neither reads variable fonts nor applies OpenType features, and no package on
the index ships Inter as static files. So each weight is pinned, digits are exchanged for those of equal width
(columns of amounts must stand under one another), and the scripts that names in Europe are written in are kept.
The licence (SIL Open Font License 1.1) travels beside the fonts.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "SemiBold": 600}
KEPT = (
    *range(0x20, 0x250),  # Latin, with every accent of the network's languages
    *range(0x2B0, 0x400),  # modifiers, combining marks, Greek
    *range(0x400, 0x530),  # Cyrillic
    *range(0x1E00, 0x1F00),  # Latin, additional
    *range(0x2000, 0x2070),  # spaces, dashes, quotes
    *range(0x20A0, 0x20C1),  # currencies
    *(0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x25A1, 0x25CF, 0x2713),
)


def tabular_digits(font: TTFont) -> None:
    """Point the digits at the glyphs the feature `tnum` would put in their place."""
    gsub = font["GSUB"].table
    lookups = {i for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for i in record.Feature.LookupListIndex}  # fmt: skip
    equal = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            equal.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for digit in range(ord("0"), ord("9") + 1):
            if digit in table.cmap:  # several tables may share one mapping
                table.cmap[digit] = equal.get(table.cmap[digit], table.cmap[digit])


def cut(name: str, weight: int, folder: Path) -> Path:
    """One static font; the same bytes each time for the same Inter."""
    source = files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"
    font = instantiateVariableFont(TTFont(str(source), recalcTimestamp=False), {"opsz": 14, "wght": weight})
    tabular_digits(font)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    keep = Subsetter(options)
    keep.populate(unicodes=KEPT)
    keep.subset(font)
    for record in font["name"].names:
        record.string = {
            1: "Inter Desk" if name == "Regular" else f"Inter Desk {name}", 2: "Regular", 3: f"InterDesk-{name}",
            4: f"Inter Desk {name}", 6: f"InterDesk-{name}",
        }.get(record.nameID, record.toUnicode())  # fmt: skip
    target = folder / f"InterDesk-{name}.ttf"
    font.save(target, reorderTables=True)
    return target


def main() -> None:
    """Write both fonts and the licence into `resources/fonts`."""
    folder = Path(__file__).resolve().parent.parent / "resources" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for name, weight in WEIGHTS.items():
        target = cut(name, weight, folder)
        sys.stdout.write(f"{target.name}: {target.stat().st_size // 1024} KB\n")
    (folder / "OFL.txt").write_text((files("fontpkg_inter") / "LICENSE").read_text("utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
