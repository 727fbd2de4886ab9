"""How boosted trees are trained, and how they are read."""
