"""The books are kept: copies, another place, putting back, and what must always hold."""
