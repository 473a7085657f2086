// A call in the page: what happens comes over one WebSocket, keys and buttons go back.
import { showCaption, clearCaption } from "./captions.js";
import { makeHold } from "./hold.js";
import { lendSound } from "./sound.js";
import { makePlayable } from "./words.js";

const at = (id) => document.getElementById(id);
const show = (id, shown = true) => { at(id).hidden = !shown; };
const put = (id, text) => { at(id).textContent = text; };
const NAMES = { Enter: "enter", " ": "space", Escape: "escape" };

let line = null; // the WebSocket
let state = "";
let asked = null; // what the call was begun with
let heldBack = new Map(); // cards of a call that runs on
let sound = null; // the browser's own, where it is lent

const paragraphs = (lines) =>
  lines.map((text) => Object.assign(document.createElement("p"), { textContent: text, dir: "auto" }));
const send = (message) => {
  if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify({ ...message, state }));
};
const press = (key, character = "") => send({ do: "key", key, character });
const hold = makeHold(at("hold"), () => state, press);

function makeCard(html) {
  const box = document.createElement("template");
  box.innerHTML = html; // made by the program's own templates, which escape what people wrote
  const card = box.content.querySelector(".turn");
  makePlayable(card);
  return card;
}

function putCard({ html, place, waits }) {
  if (!waits) {
    heldBack.set(place, html);
    return;
  }
  clearCaption(at("caption"));
  at("cards").replaceChildren(makeCard(html));
}

function putChoices(choices) {
  const buttons = choices.map(({ name, letter, shown, line: typed }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(name);
    if (shown) {
      const key = document.createElement("kbd");
      key.textContent = shown;
      button.append(" ", key);
    }
    button.addEventListener("click", () => {
      if (letter) press(letter === "enter" ? letter : "", letter);
      else send({ do: "line", text: typed });
    });
    return button;
  });
  at("choices").replaceChildren(...buttons);
}

function enter({ state: now, choices, typing }) {
  state = now;
  putChoices(choices);
  show("typing", typing);
  show("gauge", now === "LISTENING");
  hold.entered(now, asked.hold);
  if (typing && now !== "NOTHING") at("reply").focus();
}

function end({ lines, call }) {
  at("status").replaceChildren(...lines.map((text) => Object.assign(document.createElement("span"), { textContent: `${text} ` })));
  if (heldBack.size) at("cards").replaceChildren(...[...heldBack.values()].map(makeCard));
  const link = document.createElement("a");
  link.href = `/calls/${encodeURIComponent(call)}`;
  link.textContent = asked.drill ? "Look at the whole drill" : "Look at the whole call";
  at("after").replaceChildren(link);
  show("after");
  clearCaption(at("caption"));
  put("caption", asked.drill ? "" : "The call is over.");
  link.focus();
}

function trouble({ text, typed }) {
  put("trouble", `${text} `);
  show("trouble");
  if (!typed) return;
  const ways = [["Type my replies instead", { typed: true, browser: false, hold: false }]];
  at("trouble").append(...ways.map(([name, change]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => dial({ ...asked, ...change }));
    return button;
  }));
  at("trouble").querySelector("button").focus();
}

const told = {
  brief({ title, lines, cue }) {
    put("title", title);
    at("brief").replaceChildren(...paragraphs(lines));
    at("cue").replaceChildren(...paragraphs(cue));
    show("cue", cue.length > 0);
    at("title").focus();
  },
  ringing: ({ name, role }) => put("contact", `Ringing ${name} (${role}) …`),
  line({ speaker, text, again }) {
    put("contact", `${speaker}${again ? " (again)" : ""}: ${text}`);
    clearCaption(at("caption"));
    put("status", "");
    at("cards").replaceChildren();
  },
  turn({ typed, key }) {
    clearCaption(at("caption"));
    const spoken = key ? "Your turn: hold to talk, or press Enter." : "Your turn: speak.";
    put("status", typed ? "Your turn: type your reply." : spoken);
    put("asks", "Your reply");
    at("reply").value = "";
  },
  level({ dbfs, elapsed }) {
    at("level").value = dbfs;
    if (!asked.drill) put("timer", `${Math.round(elapsed)} s`);
  },
  heard: ({ text }) => showCaption(at("caption"), text),
  over: ({ why }) => put("status", `Reply over: ${why}.`),
  nothing: ({ why }) => clearCaption(at("caption"), why),
  check({ heard, suggestion }) {
    clearCaption(at("caption"), `I heard: ${heard}`);
    put("asks", "Is that what you said? Put it right, or send it as it is.");
    at("reply").value = suggestion;
  },
  words({ text, why }) {
    put("status", why || "With which words? Leave only those.");
    put("asks", "The words that count");
    at("reply").value = text;
  },
  card: putCard,
  answer: ({ text }) => clearCaption(at("caption"), `A good answer: ${text}`),
  paused: ({ why }) => put("contact", why),
  resumed: () => put("contact", ""),
  countdown: ({ left, to }) => put("timer", `${left} s to ${to}`),
  number: ({ text }) => put("title", text),
  told: ({ text }) => put("status", text),
  question({ text }) {
    put("status", text);
    clearCaption(at("caption"));
  },
  clip: (message) => sound?.clip(message),
  play: (message) => sound?.play(message),
  hush: (message) => sound?.hush(message),
  state: enter,
  ended: end,
  trouble,
  closed() {
    state = "";
    sound?.close();
    sound = null;
    hold.entered("", false);
    putChoices([]);
    show("typing", false);
    show("gauge", false);
    show("start");
  },
};

const hear = (bytes) => { if (line?.readyState === WebSocket.OPEN) line.send(bytes); };

async function dial(wanted) {
  asked = wanted;
  if (wanted.browser && !sound) {
    try {
      sound = await lendSound(hear, (id) => send({ do: "played", id }));
    } catch (error) {
      show("start");
      trouble({ text: `The browser gives no microphone (${error.message}). Allow it for this page, or:`, typed: true });
      return;
    }
  }
  const call = { do: "call", ...wanted, rate: sound?.rate };
  heldBack = new Map();
  for (const id of ["trouble", "start", "after"]) show(id, false);
  at("cards").replaceChildren();
  put("title", "Dialling …");
  for (const id of ["contact", "caption", "status"]) put(id, "");
  at("brief").replaceChildren();
  show("call");
  if (line?.readyState === WebSocket.OPEN) {
    send(call);
    return;
  }
  line = new WebSocket(`ws://${location.host}/live`);
  line.addEventListener("open", () => send(call));
  line.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    told[message.what]?.(message);
  });
  line.addEventListener("close", () => {
    if (state && state !== "OVER") trouble({ text: "The program has ended. What was said is kept; start voicecoach web again." });
    told.closed();
  });
}

at("start").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const drills = event.submitter?.value === "drill";
  dial({
    scenario: form.get("scenario"),
    ...(drills ? { drill: form.get("drill"), timer: !form.has("untimed") } : {}),
    typed: form.get("how") === "typed",
    browser: form.get("how") === "browser",
    hold: form.has("hold") && form.get("how") !== "typed",
    real: form.has("real"),
    confirm: form.has("confirm"),
  });
});

function sendLine() {
  send({ do: "line", text: at("reply").value.replace(/\s+/g, " ") });
}
at("typing").addEventListener("submit", (event) => {
  event.preventDefault();
  sendLine();
});
at("reply").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendLine();
  }
});

document.addEventListener("keyup", (event) => hold.key(event));
document.addEventListener("keydown", (event) => {
  const place = event.target;
  if (!place.closest("input, textarea, select, audio") && hold.key(event)) return;
  if (!state || state === "OVER" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (place.closest("input, textarea, select, audio")) return;
  if ((event.key === "Enter" || event.key === " ") && place.closest("a, button, .words")) return;
  const key = NAMES[event.key] ?? "";
  if (!key && event.key.length !== 1) return;
  event.preventDefault();
  press(key, key ? "" : event.key);
});

show("start");
