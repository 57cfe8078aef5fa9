"""Events, their sittings and whoever comes."""
