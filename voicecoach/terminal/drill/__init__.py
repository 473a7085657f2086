"""Drills, the day and the deck in a terminal."""
