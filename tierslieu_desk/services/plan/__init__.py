"""What is sold ahead: plans, subscriptions, passes, hours and money held, with their ledgers."""
