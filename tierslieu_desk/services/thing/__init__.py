"""Things that are lent, and those out of use."""
