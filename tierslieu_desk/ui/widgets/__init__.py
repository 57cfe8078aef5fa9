"""What pages are made of: cards, rows, chips, tables; each knows nothing but how it looks and how it is reached."""
