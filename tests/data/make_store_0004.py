"""Make `store_0004.sqlite3`: the house of the third schema as the fourth kept it, with rows in what came with it.

Run by hand, once, by a program of the fourth schema: `python tests/data/make_store_0004.py`. The file it made is
committed and stays as it is.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "store_0004.sqlite3"
AT = "2026-03-02T08:00:00.000000+00:00"
NEW_ROWS = f"""
    INSERT INTO plan_hours VALUES (1, 'booth', 120);
    INSERT INTO subscription_hours VALUES (1, 'booth', 120);
    INSERT INTO portrait VALUES (1, 1, '{AT}', 'Camille', 'Un atelier de reliure au bourg');
    INSERT INTO prepaid_card VALUES (1, 1, '2026-03-02', '2027-03-01', 0, NULL);
    INSERT INTO prepaid_entry VALUES (1, 1, 1, '{AT}', 5000, 5000, 'sold', NULL, NULL);
    PRAGMA journal_mode=DELETE;
    PRAGMA page_size=1024;
    VACUUM;
"""


def fill(file: Path) -> None:
    """Something in every table that the fourth schema brought."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(NEW_ROWS)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    from tierslieu_desk.models import migrate, sqlite

    shutil.copyfile(HERE / "store_0003.sqlite3", FILE)
    with sqlite.migrating(FILE) as connection:
        migrate.migrate(connection, "0004")
        sqlite.install_guards(connection)
    fill(FILE)
