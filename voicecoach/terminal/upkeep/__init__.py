"""Devices, voices, health and kept data in a terminal."""
