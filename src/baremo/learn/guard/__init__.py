"""What the leakage guard looks at, and by which signs it suspects."""
