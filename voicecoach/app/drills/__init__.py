"""Drills and the deck put together from real parts."""
