"""A Monday at the desk, by hand: the twelve steps, once in memory for every test run and once on a real screen."""
