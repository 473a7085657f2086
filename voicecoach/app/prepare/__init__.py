"""The caller's own words, put together from real parts: script, cue card, their best recordings."""
