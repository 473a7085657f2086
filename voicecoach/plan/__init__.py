"""The caller's own world: people, calls to them, the week. Pure; imports the domain only."""
