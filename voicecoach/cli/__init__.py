"""The command line: one file per command group, heavy parts imported only when they run."""

from __future__ import annotations

from voicecoach.cli.main import main

__all__ = ["main"]
