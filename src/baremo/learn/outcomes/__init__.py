"""How each lead ended, and when it is looked at."""
