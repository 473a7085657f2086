"""The composition root: the one place that builds real things and runs a call with them."""
