"""Who is at the desk: saying so with one key, leaving it, and what is said where somebody may not go."""
