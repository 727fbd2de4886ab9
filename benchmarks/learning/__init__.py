"""What `baremo train` makes of real histories, and of made ones whose truth is known."""
