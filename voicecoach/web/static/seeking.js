// A recording that cannot be jumped in is loaded anew and goes on from there.
//
// Measured: Chromium 156 loses a FLAC file of a second at its second jump ("demuxer seek failed")
// and plays nothing of it any more, whatever is clicked. One that fails before it could be jumped
// in even once is broken; the player itself shows that.

export function mendSeeks(audio) {
  let wanted = false; // it is to sound
  let worked = false; // it could be jumped in since it was loaded
  audio.addEventListener("play", () => (wanted = true));
  audio.addEventListener("pause", () => (wanted = false));
  audio.addEventListener("seeked", () => (worked = true));
  audio.addEventListener("error", () => {
    if (!worked) return;
    worked = false;
    const at = audio.currentTime;
    const sounded = wanted;
    const goOn = () => {
      audio.currentTime = at;
      if (sounded) audio.play().catch(() => {});
    };
    audio.addEventListener("loadedmetadata", goOn, { once: true });
    audio.load();
  });
}
