"""Learning the ranking and its confidence, from public data and from lessons in citizens' Chinese.

Nothing in here runs while questions are answered; see `changyouda learn`.
"""
