"""What the rest of the program talks about. Imports nothing of ours."""
