"""Equipment: what is lent, and to whom."""
