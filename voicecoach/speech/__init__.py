"""Sound in and out, voice and hearing. Knows nothing of moves, scores or scenarios."""
