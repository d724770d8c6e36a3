"""Tests of everything, by what they hold: units, whole conversations, quality floors."""
