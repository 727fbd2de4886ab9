"""Sample data: invented people who behave like real ones, the same for the same seed."""
