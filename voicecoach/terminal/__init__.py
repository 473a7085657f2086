"""What a person sees of a call in a terminal."""
