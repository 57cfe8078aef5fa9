"""People and organisations: found, written down, put together, taken over from a list."""
