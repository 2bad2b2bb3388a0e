"""`python -m api` is the command `gangpei`."""

from api.cli import main

main()
