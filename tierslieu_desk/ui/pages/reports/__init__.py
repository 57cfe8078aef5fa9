"""Reports: what the place brings, month by month."""
