"""Trains what the score reads: ``python -m models.scoring.trainer`` in the checkout."""
