"""voicecoach: rehearse job-search phone calls out loud, on your own machine."""

import os

__version__ = "0.1.0"

# onnxruntime (1.29 and later) tells its maker how it is used, and marks the machine with an id in
# the cache folder, unless this is set before it is loaded. Here, because every process of ours,
# workers too, comes past this line first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
