"""What columns and events say of a lead at a moment."""
