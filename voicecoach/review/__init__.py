"""What was said, looked at again: one report of a call, figures over all of them."""
