"""A rehearsal as a stream of events: conversation × caller × commands."""
