"""From bins to the whole points of a scorecard, and to the criteria of a model file."""
