"""The first start: what is asked before there is a place, kept as it is answered, and the two other ways to begin."""
