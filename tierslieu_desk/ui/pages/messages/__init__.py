"""What is told to people: what waits, what came back, what is to be printed, whom to call."""
