"""What somebody wants who writes to the bot: intents, parts, politeness, follow-ups."""
