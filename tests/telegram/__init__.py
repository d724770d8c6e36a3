"""A strict Bot API server on loopback, the people who write to a bot, and the bot as a process."""
