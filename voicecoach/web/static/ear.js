// Runs beside the sound: what the microphone hears as 16-bit samples, 40 ms at 16 kHz a piece.

class Ear extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Int16Array(640);
    this.filled = 0;
  }

  process([[channel]]) {
    for (const value of channel ?? []) {
      this.samples[this.filled] = Math.max(-1, Math.min(1, value)) * 32767;
      this.filled += 1;
      if (this.filled === this.samples.length) {
        this.port.postMessage(this.samples.slice().buffer);
        this.filled = 0;
      }
    }
    return true;
  }
}
registerProcessor("ear", Ear);
