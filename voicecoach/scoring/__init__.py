"""How good a reply is, move by move, with the words that earned it. Pure."""
