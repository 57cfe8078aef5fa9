"""Settings: what this place is and does."""
