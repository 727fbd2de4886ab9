"""What a report on learning says and shows."""
