"""What was learned as a file, and what a frequency table says."""
