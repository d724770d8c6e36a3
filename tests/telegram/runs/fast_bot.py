"""The bot without the pauses between messages that Telegram calls for, to see many updates soon.

It remembers fewer conversations, so that after some thousands of updates its memory is as full as
it gets.
"""

from bot import rates
from bot.__main__ import main
from bot.citizens import conversations

if __name__ == "__main__":
    rates.OVERALL = rates.CHAT = rates.GROUP = (1_000_000, 1.0)
    conversations.MOST_KEPT = 300
    main()
