"""What every group of services stands on."""

from __future__ import annotations

from tierslieu_desk.services.desk import Desk


class Group:
    """Services of one desk."""

    desk: Desk
