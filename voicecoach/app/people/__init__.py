"""Real people and real calls, put together from settings and history."""
