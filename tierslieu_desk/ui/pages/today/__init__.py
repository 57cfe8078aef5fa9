"""Today: what the desk needs at a glance."""
