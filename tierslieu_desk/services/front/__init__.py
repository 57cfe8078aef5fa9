"""What the person at the desk does first: today, the counter, sentences, and who stands there."""
