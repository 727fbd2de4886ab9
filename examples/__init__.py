"""Models to learn from; each folder has a README that says how to run it."""
