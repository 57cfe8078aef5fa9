"""The desk's use cases: one unit of work per gesture, frozen rows in and out, refusals as `DeskError`."""
