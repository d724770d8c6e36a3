"""Groups of commands, which `bot.__main__` puts together."""
