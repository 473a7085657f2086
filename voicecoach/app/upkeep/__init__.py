"""The state of the machine and of the data kept on it."""
