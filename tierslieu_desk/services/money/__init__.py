"""From what is owed to what is issued and paid."""
