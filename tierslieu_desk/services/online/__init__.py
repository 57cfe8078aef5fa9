"""What the place says of itself in public, and where it goes."""
