"""Fixtures for all tests."""

from hypothesis import settings

pytest_plugins = ["tests.virtual_card.fixtures"]

# On a crowded machine a single example may take long for no fault of its own.
settings.register_profile("crowded", deadline=None)
settings.load_profile("crowded")
