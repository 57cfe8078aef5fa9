"""What a month was, with the rule under each figure."""
