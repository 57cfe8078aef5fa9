"""The demo house: a rural place in the Pyrenees, its people and its days, lived through the services."""
