"""Article files to cited facts. Knows nothing of Telegram, asyncio or settings files."""
