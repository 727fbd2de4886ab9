"""Whether a ranking works: its figures, and the verdict."""
