"""History into a model: what to score, how much, and whether it works."""
