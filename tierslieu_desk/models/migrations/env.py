"""What Alembic runs: the revisions, on the connection it is handed, inside the transaction that is open there.

The desk comes through `models/migrate.py`. A contributor who runs `alembic` by hand names a scratch store with
`-x store=FILE`, to have the changes of the models written down as a new revision.
"""

from __future__ import annotations

from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from tierslieu_desk.models import sqlite
from tierslieu_desk.models.tables import Base


def run(connection: Connection) -> None:
    """Run the revisions asked for; committing is the caller's."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()


handed: Connection | None = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    with sqlite.migrating(Path(context.get_x_argument(as_dictionary=True)["store"])) as scratch:
        run(scratch)
