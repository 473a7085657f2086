// The browser's own microphone and loudspeaker, lent to the program for one call.

const WANTED = { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false };
const RATE = 16000;
const TRY_AGAIN = 1000; // ms, until a microphone that went away is looked for again

const WHY = {
  NotAllowedError: "The browser's microphone is not allowed for this page. Allow it (the sign beside the address) and call again.",
  NotFoundError: "The browser finds no microphone. Plug one in and call again.",
  TypeError: "This browser lends no microphone here. Try another browser, or this machine's own.",
  NotReadableError: "The browser's microphone cannot be used, perhaps because another program has it. Close that and call again.",
};

// What to tell of a microphone that was not given.
export const whyNot = (error) =>
  WHY[error.name] ?? `The browser lends no microphone (${error.message}). Try another browser, or this machine's own.`;

function earFor(stream) {
  try {
    const context = new AudioContext({ sampleRate: RATE });
    return [context, context.createMediaStreamSource(stream)];
  } catch { // some browsers do not convert: the program does it then
    const context = new AudioContext();
    return [context, context.createMediaStreamSource(stream)];
  }
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
      source.addEventListener("ended", () => {
        clips.delete(id);
        setTimeout(() => played(id), late);
      });
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
  const ask = () => navigator.mediaDevices.getUserMedia({ audio: WANTED });
  const contexts = [];
  let stream = await ask();
  let closed = false;
  const close = () => {
    closed = true;
    for (const track of stream.getTracks()) track.stop();
    for (const context of contexts) if (context.state !== "closed") context.close();
  };

  try {
    const [context, first] = earFor(stream);
    contexts.push(context);
    await context.audioWorklet.addModule("/static/ear.js");
    const ear = new AudioWorkletNode(context, "ear", { channelCount: 1, channelCountMode: "explicit" });
    ear.port.onmessage = (event) => hear(event.data);
    const silence = new GainNode(context, { gain: 0 }); // what leads nowhere may not run at all
    ear.connect(silence).connect(context.destination);

    // A microphone that goes away is asked for again: the call waits for its sound meanwhile.
    const listen = (source) => {
      source.connect(ear);
      stream.getAudioTracks()[0].addEventListener("ended", () => {
        source.disconnect();
        again();
      });
    };
    const again = async () => {
      if (closed) return;
      try {
        stream = await ask();
        if (closed) close();
        else listen(context.createMediaStreamSource(stream));
      } catch {
        setTimeout(again, TRY_AGAIN);
      }
    };
    listen(first);
    await context.resume();

    const out = new AudioContext();
    contexts.push(out);
    await out.resume();
    return { rate: context.sampleRate, close, ...mouth(out, played) };
  } catch (error) {
    close();
    throw error;
  }
}
