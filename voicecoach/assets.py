"""Where the built-in model and the scenarios lie: the only module that knows.

In a wheel they are inside the package (``voicecoach/_data``); in a checkout, and so in an
editable install, they are the folders ``models/`` and ``scenarios/`` beside it.
"""

from __future__ import annotations

from pathlib import Path

from voicecoach.errors import AssetError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_data", _PACKAGE.parent)


def _find(relative: str) -> Path:
    for root in _ROOTS:
        if (root / relative).exists():
            return root / relative
    raise AssetError(f"A part of voicecoach is missing: {relative}.", "Install voicecoach again.")


def scenarios() -> Path:
    """The folder ``scenarios/`` (data only).

    Raises:
        AssetError: the installation is incomplete.
    """
    return _find("scenarios")


def builtin_model() -> Path:
    """The folder of the built-in recognition model.

    Raises:
        AssetError: the installation is incomplete.
    """
    return _find("models/recognition/vosk-model-en-us-sphinx")


def scoring_weights() -> Path:
    """The folder of the weights that the score is computed with.

    Raises:
        AssetError: the installation is incomplete.
    """
    return _find("models/scoring/weights")
