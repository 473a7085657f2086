"""What was said, kept: a database of calls and turns, and the caller's sound beside it."""
