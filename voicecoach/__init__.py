"""voicecoach: rehearse job-search phone calls out loud, on your own machine."""

__version__ = "0.1.0"
