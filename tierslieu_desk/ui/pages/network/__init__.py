"""Network: what others see of this place, and where it is put on line."""
