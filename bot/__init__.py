"""常有答: Telegram, the command line, everything that a person sees."""

__version__ = "0.1.0"
