"""The caller's own words in a terminal: profile, script, cards, wordings."""
