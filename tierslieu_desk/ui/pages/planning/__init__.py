"""Planning: who has which place when."""
