"""The virtual sound card: its daemon, what is spoken into it, and the ways it can break."""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.virtual_card.tap import SpeakerTap

PROGRAMS = ("pulseaudio", "pactl", "parec", "paplay")
INSTALL = (
    "apt-get install --no-install-recommends pulseaudio pulseaudio-utils "
    "libasound2-plugins libportaudio2"
)
# A closed ALSA configuration: PortAudio lists exactly these devices, libasound prints no noise.
ALSA_CONF = """
pcm.default { type pulse }
ctl.default { type pulse }
pcm.speaker { type pulse device speaker }
pcm.microphone { type pulse device microphone }
"""
# No devices at all. (An empty file makes PortAudio abort the process.)
SILENT_ALSA_CONF = 'pcm.dead { type pulse server "unix:/nonexistent" }\n'
# norewinds=1: without it an idle null sink works in 2 s blocks, so the first recording after a
# pause delivers nothing for up to 2 s.
SINK = "module-null-sink sink_name={} rate={} channels=1 norewinds=1"
SOURCE = (
    "module-remap-source source_name=microphone master=mic_feed.monitor "
    "source_properties=device.description=VirtualMicrophone"
)
PROTOCOL = "module-native-protocol-unix socket={}/pulse.sock auth-anonymous=1 auth-cookie-enabled=0"
OPENED_WITHIN = 20.0
"""s; a program that starts on a busy machine takes its time."""
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def missing_programs() -> list[str]:
    return [program for program in PROGRAMS if not shutil.which(program)]


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)  # a killed test run leaves no daemon behind


class VirtualCard:
    """Start it in the main thread: the daemon dies with the thread that started it.

    Rates: where they match those of the program, single samples can be compared.
    """

    def __init__(self, *, mic_rate: int = 16_000, speaker_rate: int = 48_000) -> None:
        # Short, because the kernel allows 108 bytes for the path of a socket.
        self.dir = Path(tempfile.mkdtemp(prefix="card-", dir="/tmp"))
        self.mic_rate, self.speaker_rate = mic_rate, speaker_rate
        self.daemon: subprocess.Popen[bytes] | None = None
        self._taps: list[SpeakerTap] = []
        (self.dir / "alsa.conf").write_text(ALSA_CONF)
        (self.dir / "silent.conf").write_text(SILENT_ALSA_CONF)
        (self.dir / "client.conf").write_text("autospawn = no\nenable-shm = no\n")
        for folder in ("run", "state"):
            (self.dir / folder).mkdir(mode=0o700)

    @property
    def env(self) -> dict[str, str]:
        return {
            "PULSE_SERVER": f"unix:{self.dir}/pulse.sock",
            "PULSE_RUNTIME_PATH": f"{self.dir}/run",
            "PULSE_STATE_PATH": f"{self.dir}/state",
            "PULSE_COOKIE": f"{self.dir}/cookie",
            "PULSE_CLIENTCONFIG": f"{self.dir}/client.conf",
            "ALSA_CONFIG_PATH": f"{self.dir}/alsa.conf",
        }

    def environ(self, **extra: str) -> dict[str, str]:
        return {**os.environ, **self.env, **extra}

    def start(self, timeout: float = 20.0) -> VirtualCard:
        with (self.dir / "log").open("w") as log:
            self.daemon = subprocess.Popen(
                [
                    *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no"),
                    *("--exit-idle-time=-1", "--disable-shm=yes", "--log-target=stderr"),
                    *("-L", PROTOCOL.format(self.dir)),
                    *("-L", SINK.format("speaker", self.speaker_rate)),
                    *("-L", SINK.format("mic_feed", self.mic_rate)),
                    *("-L", SOURCE),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environ(),
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        atexit.register(self.stop)
        deadline = time.monotonic() + timeout
        while not self._try("set-default-source", "microphone"):
            if self.daemon.poll() is not None or time.monotonic() > deadline:
                log_end = (self.dir / "log").read_text()[-2000:]
                self.stop()
                raise RuntimeError(f"PulseAudio did not come up:\n{log_end}")
            time.sleep(0.01)
        self.pactl("set-default-sink", "speaker")
        return self

    def stop(self) -> None:
        """Safe to call twice, and after ``crash()`` or ``freeze()``."""
        atexit.unregister(self.stop)
        for tap in self._taps:
            tap.stop()
        if self.daemon is not None and self.daemon.poll() is None:
            self.thaw()
            self.daemon.terminate()
            try:
                self.daemon.wait(5)
            except subprocess.TimeoutExpired:
                self.daemon.kill()
                self.daemon.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    def pactl(self, *args: str) -> str:
        return subprocess.run(
            ["pactl", *args], env=self.environ(), check=True, text=True, capture_output=True
        ).stdout

    def _try(self, *args: str) -> bool:
        done = subprocess.run(["pactl", *args], env=self.environ(), capture_output=True)
        return done.returncode == 0

    def feed(self, file: str | os.PathLike[str]) -> None:
        """Speak a WAV or FLAC file into the microphone; returns when all of it was heard."""
        subprocess.run(["paplay", "--device=mic_feed", str(file)], env=self.environ(), check=True)

    def record_speaker(self) -> SpeakerTap:
        """Start recording what the program plays (int16 mono, the speaker's own rate)."""
        return self._tap(self.speaker_rate)

    def record_caller(self) -> SpeakerTap:
        """Start recording what is spoken into the microphone."""
        return self._tap(self.mic_rate, "mic_feed.monitor")

    def _tap(self, rate: int, device: str = "speaker.monitor") -> SpeakerTap:
        self._taps = [tap for tap in self._taps if not tap.over]  # they hold all their sound
        self._taps.append(SpeakerTap(self.environ(), rate, device))
        return self._taps[-1]

    # The ways it can break.

    def streams(self, kind: str = "source-output") -> list[str]:
        """Numbers of the clients' recordings ("sink-input": playbacks)."""
        rows = [line.split("\t") for line in self.pactl("list", "short", f"{kind}s").splitlines()]
        return [number for number, _, client, *_ in rows if client != "-"]  # "-": the card's own

    def wait_for_stream(self, kind: str = "source-output") -> None:
        """Until a client records (or plays): what is not there yet cannot break."""
        until = time.monotonic() + OPENED_WITHIN
        while not self.streams(kind):
            assert time.monotonic() < until, f"no {kind} within {OPENED_WITHIN:g} s"
            time.sleep(0.02)

    def cut_streams(self, kind: str = "source-output") -> None:
        """End every client's recording ("sink-input": playback), as a pulled-out plug does."""
        path = f"{self.dir}/cli.sock"
        if not os.path.exists(path):
            self.pactl("load-module", "module-cli-protocol-unix", f"socket={path}")
        with socket.socket(socket.AF_UNIX) as cli:
            cli.settimeout(5)
            cli.connect(path)
            for number in self.streams(kind):
                cli.sendall(f"kill-{kind} {number}\n".encode())
            cli.shutdown(socket.SHUT_WR)
            while cli.recv(4096):
                pass

    def mute_mic(self, on: bool = True) -> None:
        """The key on the headset: exact silence."""
        self.pactl("set-source-mute", "microphone", "1" if on else "0")

    def unplug_mic(self) -> None:
        """The microphone is removed; the server goes on with the monitor, without a sign."""
        self._unload("source_name=microphone")
        self._unload("sink_name=mic_feed")
        self.pactl("set-default-source", "speaker.monitor")

    def plug_mic(self) -> None:
        """It is back."""
        self.pactl("load-module", *SINK.format("mic_feed", self.mic_rate).split())
        self.pactl("load-module", *SOURCE.split())
        self.pactl("set-default-source", "microphone")

    def unplug_speaker(self) -> None:
        """The loudspeaker is removed; what is played goes into the microphone, without a sign."""
        self._unload("sink_name=speaker")

    def plug_speaker(self) -> None:
        """It is back."""
        self.pactl("load-module", *SINK.format("speaker", self.speaker_rate).split())
        self.pactl("set-default-sink", "speaker")

    def echo(self, decibels: float) -> None:
        """What the loudspeaker plays is heard by the microphone, this much softer."""
        words = ("source=speaker.monitor", "sink=mic_feed", "latency_msec=20")
        self.pactl("load-module", "module-loopback", *words)
        number = self.pactl("list", "short", "sink-inputs").splitlines()[-1].split("\t")[0]
        self.pactl("set-sink-input-volume", number, f"{decibels}dB")

    def _unload(self, part: str) -> None:
        for line in self.pactl("list", "short", "modules").splitlines():
            if part in line:
                self.pactl("unload-module", line.split("\t")[0])

    def suspend_mic(self, on: bool = True) -> None:
        """The device goes to sleep: no data, no error."""
        self.pactl("suspend-source", "microphone", "1" if on else "0")

    def freeze(self) -> None:
        """The sound server hangs."""
        assert self.daemon is not None
        self.daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.daemon is not None
        self.daemon.send_signal(signal.SIGCONT)

    def crash(self) -> None:
        """The sound server dies; ``start()`` brings it back."""
        assert self.daemon is not None
        self.daemon.kill()
        self.daemon.wait()
        for name in ("pulse.sock", "cli.sock"):
            (self.dir / name).unlink(missing_ok=True)
