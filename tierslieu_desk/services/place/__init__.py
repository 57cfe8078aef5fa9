"""The place itself: its spaces, hours, days that are special, prices and texts."""
