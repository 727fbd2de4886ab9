"""`python -m baremo` is the command `baremo`."""

from baremo.cli import main

main()
