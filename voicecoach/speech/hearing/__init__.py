"""From sound to words: two listeners, their models, whole files."""
