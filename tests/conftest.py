"""Fixtures for all tests."""

pytest_plugins = ["tests.virtual_card.fixtures"]
