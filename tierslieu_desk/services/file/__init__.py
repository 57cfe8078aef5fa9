"""Papers and files, in and out: there whole, or not at all."""
