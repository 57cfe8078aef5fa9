"""What the desk knows: mapped classes, the store they live in, the guards that hold whichever program writes.

Nothing above `services` may name this package. `store`, `sqlite`, `glance` and `spelling` stand on the standard
library alone, so that the window shows its first page before SQLAlchemy is loaded. To add a table: see `tables.py`.
"""
