"""A call in a terminal: live screen, plain lines, keys, offers before and after."""
