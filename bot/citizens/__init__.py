"""What the bot does for those who ask, a module for each concern.

`desk.py` is what all of them share, `taking.py` reads what somebody wants off an update,
`sending.py` speaks to Telegram, `conversations.py` remembers for a while what was said. The others
have handlers: `asking`, `answers` (buttons under answers), `topics`, `welcome`, `privacy`,
`groups`, `inline`.
"""
