// The browser's own microphone and loudspeaker, lent to the program for one call.

const WANTED = { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false };
const RATE = 16000;

function earFor(stream) {
  try {
    const context = new AudioContext({ sampleRate: RATE });
    return [context, context.createMediaStreamSource(stream)];
  } catch { // some browsers do not convert: the program does it then
    const context = new AudioContext();
    return [context, context.createMediaStreamSource(stream)];
  }
}

async function listen(stream, hear) {
  const [context, source] = earFor(stream);
  await context.audioWorklet.addModule("/static/ear.js");
  const ear = new AudioWorkletNode(context, "ear", { channelCount: 1, channelCountMode: "explicit" });
  ear.port.onmessage = (event) => hear(event.data);
  const silence = new GainNode(context, { gain: 0 }); // what leads nowhere may not run at all
  source.connect(ear).connect(silence).connect(context.destination);
  await context.resume();
  return context;
}

function mouth(context, played) {
  const clips = new Map();
  return {
    clip({ id, rate, pcm }) {
      const bytes = Uint8Array.from(atob(pcm), (character) => character.charCodeAt(0));
      const samples = new Int16Array(bytes.buffer);
      const buffer = context.createBuffer(1, Math.max(1, samples.length), rate);
      const channel = buffer.getChannelData(0);
      samples.forEach((sample, at) => { channel[at] = sample / 32768; });
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      clips.set(id, source);
    },
    play({ id }) {
      const source = clips.get(id);
      if (!source) return;
      const late = 1000 * (context.outputLatency || 0); // until the last sample leaves the device
      source.addEventListener("ended", () => setTimeout(() => played(id), late));
      source.start();
      source.begun = true;
    },
    hush({ id }) {
      const source = clips.get(id);
      clips.delete(id);
      if (source?.begun) source.stop();
    },
  };
}

// Asks for the microphone; `hear` gets its sound piece by piece, `played` the clips that are over.
export async function lendSound(hear, played) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
  try {
    const ear = await listen(stream, hear);
    const out = new AudioContext();
    await out.resume();
    const close = () => {
      for (const track of stream.getTracks()) track.stop();
      for (const context of [ear, out]) if (context.state !== "closed") context.close();
    };
    return { rate: ear.sampleRate, close, ...mouth(out, played) };
  } catch (error) {
    for (const track of stream.getTracks()) track.stop();
    throw error;
  }
}
