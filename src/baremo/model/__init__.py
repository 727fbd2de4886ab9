"""What a scoring model is: no input or output but its reader, and no framework."""
