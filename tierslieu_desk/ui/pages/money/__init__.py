"""Money: what is owed, invoiced, paid and closed."""
