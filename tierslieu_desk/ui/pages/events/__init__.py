"""Events: what the place holds, and who comes."""
