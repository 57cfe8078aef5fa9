"""What people are told: words, the outbox, and its way out."""
