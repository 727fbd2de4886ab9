"""What is measured and is no command of its own; each runs in a process of its own and says its seconds as JSON."""
