"""Make `store_0002.sqlite3`: the house of the first schema as the second kept it, with rows in what came with it.

Run by hand, once, by a program of the second schema: `python tests/data/make_store_0002.py`. The file it made is
committed and stays as it is.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "store_0002.sqlite3"
NEW_ROWS = """
    INSERT INTO counter_item (id, name, price_e4, basis, vat_category, half_days, position, on_sale) VALUES
        (1, 'Café', 10000, 'gross', 'intermediate', 0, 0, 1), (2, 'Journée', 120000, 'gross', 'standard', 2, 1, 1),
        (3, 'Thé', 8000, 'gross', 'intermediate', 0, 2, 0);
    UPDATE unit SET description = 'Étagère du fond' WHERE name = 'Vidéoprojecteur';
    UPDATE target SET by_itself = 0, paused = 1;
    PRAGMA journal_mode=DELETE;
    PRAGMA page_size=1024;
    VACUUM;
"""


def fill(file: Path) -> None:
    """Something in every table and column that the second schema brought."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(NEW_ROWS)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    from tierslieu_desk.models import migrate, sqlite

    shutil.copyfile(HERE / "store_0001.sqlite3", FILE)
    with sqlite.migrating(FILE) as connection:
        migrate.migrate(connection, "0002")
        sqlite.install_guards(connection)
    fill(FILE)
