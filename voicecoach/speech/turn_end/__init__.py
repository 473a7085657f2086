"""When a reply is over: voice activity, pauses, tone, what the last words promise."""
