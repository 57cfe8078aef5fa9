"""The desk's own file, folder and disk."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError, EnvironmentRefuses


class UnknownZone(DeskError):
    """No data for that time zone. Facts: `zone`."""

    code = "unknown_zone"


class DiskFull(EnvironmentRefuses):
    """Facts: `folder`."""

    code = "disk_full"


class DiskSilent(EnvironmentRefuses):
    """The disk does not answer: a stick pulled out, or a disk that is dying. Facts: `folder`."""

    code = "disk_silent"


class FolderReadOnly(EnvironmentRefuses):
    """Facts: `folder`."""

    code = "folder_read_only"


class FolderOnNetwork(EnvironmentRefuses):
    """SQLite's locks cannot be trusted on a network share. Facts: `folder`."""

    code = "folder_on_network"


class FolderInUse(EnvironmentRefuses):
    """The folder already holds a desk. Facts: `folder`."""

    code = "folder_in_use"


class FolderNotEmpty(EnvironmentRefuses):
    """The folder holds other people's files. Facts: `folder`, `found` (one of them)."""

    code = "folder_not_empty"


class StoreBusy(EnvironmentRefuses):
    """Another program holds the store. Facts: `folder`."""

    code = "store_busy"


class StoreWriting(StoreBusy):
    """Something else writes in the store for longer than may be waited for; nothing was written. Facts: `folder`."""

    code = "store_writing"


class StoreCorrupt(EnvironmentRefuses):
    """Facts: `file`."""

    code = "store_corrupt"


class StoreNewer(EnvironmentRefuses):
    """The store was made by a newer version. Facts: `file`, `revision`."""

    code = "store_newer"


class FileMissing(EnvironmentRefuses):
    """Facts: `file`."""

    code = "file_missing"


class FileUnreadable(EnvironmentRefuses):
    """The file is there and may not be read, as while another program holds it. Facts: `file`."""

    code = "file_unreadable"


class NoDeskHere(FileMissing):
    """The data folder holds no desk yet. Facts: `folder`."""

    code = "no_desk_here"


class NotAFolder(EnvironmentRefuses):
    """The data folder is a file. Facts: `folder`."""

    code = "not_a_folder"
