"""Real people, calls and the week in a terminal."""
