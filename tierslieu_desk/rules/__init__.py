"""Pure functions on plain values: what the desk must decide, with neither store, screen nor clock in sight."""
