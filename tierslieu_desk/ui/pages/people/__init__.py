"""People: everyone the place knows, and what one does for them."""
