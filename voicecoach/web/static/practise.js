// A call in the page: what happens comes over one WebSocket, keys and buttons go back.
import { showCaption, clearCaption } from "./captions.js";
import { makeHold } from "./hold.js";
import { lendSound, whyNot } from "./sound.js";
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
let instead = null; // how to call again by itself once this call is over
let answered = true; // whether the program said anything since the dialling

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
  show("gauge", now === "LISTENING" || (now === "TYPED" && Boolean(asked.drill)));
  show("level", now === "LISTENING");
  hold.entered(now, asked.hold);
  if (now === "TYPED" || now === "CHECK") at("reply").focus();
}

function end({ lines, call }) {
  at("status").replaceChildren(...lines.map((text) => Object.assign(document.createElement("span"), { textContent: `${text} ` })));
  if (heldBack.size) at("cards").replaceChildren(...[...heldBack.values()].map(makeCard));
  const link = document.createElement("a");
  link.href = `/calls/${encodeURIComponent(call)}`;
  link.textContent = asked.drill ? "Look at the whole drill" : "Look at the whole call";
  at("after").replaceChildren(link);
  if (asked.person) {
    const person = document.createElement("a");
    person.href = `/people/${encodeURIComponent(asked.person)}`;
    person.textContent = "Called for real? Say what came of it";
    at("after").append(person);
  }
  show("after");
  clearCaption(at("caption"));
  put("caption", asked.drill ? "" : "The call is over.");
  link.focus();
}

function trouble({ text, typed }) {
  if (typed && !asked.browser && navigator.mediaDevices) {
    instead = { ...asked, browser: true }; // no devices here: the browser may have some
    return;
  }
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
    const note = asked.found ? ["No microphone of this machine can be used: the browser's is."] : [];
    at("brief").replaceChildren(...paragraphs([...lines, ...note]));
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
    put("timer", "");
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
  countdown({ left, to }) {
    put("timer", `${left} s to ${to}`);
    if (!left && state === "TYPED") send({ do: "late", text: at("reply").value });
  },
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
    if (!instead) return;
    const again = { ...instead, found: true };
    instead = null;
    at("browser").checked = true;
    dial(again);
  },
};

const hear = (bytes) => { if (line?.readyState === WebSocket.OPEN) line.send(bytes); };

async function borrow() { // whether the browser lends its microphone
  put("status", "The browser may ask you to allow its microphone.");
  try {
    sound = await lendSound(hear, (id) => send({ do: "played", id }));
    put("status", "");
    return true;
  } catch (error) {
    for (const [id, shown] of [["call", false], ["start", true]]) show(id, shown);
    trouble({ text: whyNot(error), typed: true });
    return false;
  }
}

async function dial(wanted) {
  asked = wanted;
  heldBack = new Map();
  for (const id of ["trouble", "start", "after"]) show(id, false);
  at("cards").replaceChildren();
  put("title", "Dialling …");
  for (const id of ["contact", "caption", "status"]) put(id, "");
  at("brief").replaceChildren();
  show("call");
  if (wanted.browser && !await borrow()) return;
  const call = { do: "call", ...wanted, rate: sound?.rate };
  answered = false;
  if (line?.readyState === WebSocket.OPEN) {
    send(call);
    return;
  }
  line = new WebSocket(`ws://${location.host}/live`);
  line.addEventListener("open", () => send(call));
  line.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    answered = true;
    told[message.what]?.(message);
  });
  line.addEventListener("close", () => {
    if (!answered || (state && state !== "OVER")) trouble({ text: "The program has ended. What was said is kept; start voicecoach web again." });
    told.closed();
  });
}

at("start").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const drills = event.submitter?.value === "drill";
  const chosen = event.target.elements.scenario.selectedOptions[0];
  dial({
    ["person" in chosen.dataset ? "person" : "scenario"]: chosen.value,
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
