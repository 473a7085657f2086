"""The caller's own world: who they are, their own words, whom they call, what is planned."""
