"""A desk that hands in its messages until it is killed: `posting.py folder`."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from tierslieu_desk.models import store as stores
from tierslieu_desk.network.smtp import MailConnection, MailServer, Patience
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.message.postman import Postman
from tierslieu_desk.wallclock import StoppedClock

NOW = datetime(2026, 11, 24, 10, 47)


def connect(server: MailServer) -> MailConnection:
    """Nobody keeps this server waiting."""
    return MailConnection(server, Patience(5, 5, 0))


def main() -> None:
    folder = Path(sys.argv[1])
    store = stores.open_store(folder, lambda _file: None)
    postman = Postman(Desk(store, StoppedClock(NOW), lambda: "desk"), Papers(folder), connect)
    print(json.dumps({"ready": True}), flush=True)
    sys.stdin.readline()
    run = postman.run()
    print(json.dumps({"sent": run.sent}), flush=True)


if __name__ == "__main__":
    main()
