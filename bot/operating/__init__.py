"""What the bot does for those who keep it: operators, who may change things, and viewers.

`roles.py` tells who they are, `commands.py` and `pressing.py` check it at every command and every
button. `desk.py` is what all share, `proposals.py` what was shown and not yet taken. The others do
one thing each: `changes` (reload, rollback, undo, synonyms), `documents`, `shelf` (articles),
`vain` (what was asked in vain), `reasons` (/why), `condition` (/status) and `log_levels`. What they
say is Chinese, for clerks on a phone, and made in `*_views.py`.
"""
