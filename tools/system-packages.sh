#!/bin/sh
# Sound and voice from the system: PortAudio (microphone, loudspeaker) and eSpeak-ng (voices).
# Installs them on Debian and Ubuntu where that needs no password; elsewhere says what to type.
# Never fails: without them the program speaks with its bundled voice, or takes typed replies.
#
# usage: system-packages.sh PYTHON
set -u

[ "$(uname -s)" = Linux ] || exit 0 # PortAudio comes inside the macOS and Windows packages

has() {
    "$1" -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library(sys.argv[1]))' "$2"
}

missing=""
has "$1" portaudio || missing="libportaudio2"
has "$1" espeak-ng || missing="${missing:+$missing }espeak-ng"
"$1" -c 'import ensurepip' 2>/dev/null || missing="${missing:+$missing }python3-venv"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "For sound and voices install PortAudio and eSpeak-ng with your system's package manager."
    exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
    $as_root true 2>/dev/null || as_root=no
fi
if [ "$as_root" = no ]; then
    echo "Not installed, for want of rights: $missing. Type: sudo apt-get install $missing"
    exit 0
fi

echo "Installing with apt-get: $missing"
log=$(mktemp)
install() {
    # shellcheck disable=SC2086 # both are lists of words
    $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $missing
}
if ! install >"$log" 2>&1 && ! { sleep 5 && install; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "That did not work. When it can, type: sudo apt-get install $missing"
fi
rm -f "$log"
