// A call in the page: what happens comes over one WebSocket, keys and buttons go back.
import { showCaption, clearCaption } from "./captions.js";
import { makePlayable } from "./words.js";

const at = (id) => document.getElementById(id);
const show = (id, shown = true) => { at(id).hidden = !shown; };
const put = (id, text) => { at(id).textContent = text; };
const NAMES = { Enter: "enter", " ": "space", Escape: "escape" };

let line = null; // the WebSocket
let state = "";
let asked = null; // what the call was begun with
let heldBack = new Map(); // cards of a call that runs on

const paragraphs = (lines) =>
  lines.map((text) => Object.assign(document.createElement("p"), { textContent: text, dir: "auto" }));
const send = (message) => {
  if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify({ ...message, state }));
};
const press = (key, character = "") => send({ do: "key", key, character });

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
  const buttons = choices.map(({ name, letter, line: typed }, number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(name);
    if (letter) {
      const key = document.createElement("kbd");
      key.textContent = number ? letter : "Enter";
      button.append(" ", key);
    }
    button.addEventListener("click", () => {
      if (letter) press("", letter);
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
  if (typing && now !== "NOTHING") at("reply").focus();
}

function end({ reached, words, call }) {
  put("status", `${reached ? "Goal reached." : "Goal not reached this time."} ${words}`);
  if (heldBack.size) at("cards").replaceChildren(...[...heldBack.values()].map(makeCard));
  const link = document.createElement("a");
  link.href = `/calls/${encodeURIComponent(call)}`;
  link.textContent = "Look at the whole call";
  at("after").replaceChildren(link);
  show("after");
  clearCaption(at("caption"));
  put("caption", "The call is over.");
  link.focus();
}

function trouble({ text, typed }) {
  put("trouble", `${text} `);
  show("trouble");
  if (!typed) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Type my replies instead";
  button.addEventListener("click", () => dial({ ...asked, typed: true }));
  at("trouble").append(button);
  button.focus();
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
  turn({ typed }) {
    clearCaption(at("caption"));
    put("status", typed ? "Your turn: type your reply." : "Your turn: speak.");
    put("asks", "Your reply");
    at("reply").value = "";
  },
  level({ dbfs, elapsed }) {
    at("level").value = dbfs;
    put("timer", `${Math.round(elapsed)} s`);
  },
  heard: ({ text }) => showCaption(at("caption"), text),
  over: ({ why }) => put("status", `Reply over: ${why}.`),
  nothing: ({ why }) => clearCaption(at("caption"), why),
  check({ heard, suggestion }) {
    clearCaption(at("caption"), `I heard: ${heard}`);
    put("asks", "Is that what you said? Put it right, or send it as it is.");
    at("reply").value = suggestion;
  },
  card: putCard,
  answer: ({ text }) => clearCaption(at("caption"), `A good answer: ${text}`),
  paused: ({ why }) => put("contact", why),
  resumed: () => put("contact", ""),
  state: enter,
  ended: end,
  trouble,
  closed() {
    state = "";
    putChoices([]);
    show("typing", false);
    show("gauge", false);
    show("start");
  },
};

function dial(wanted) {
  asked = wanted;
  heldBack = new Map();
  for (const id of ["trouble", "start", "after"]) show(id, false);
  at("cards").replaceChildren();
  put("title", "Dialling …");
  for (const id of ["contact", "caption", "status"]) put(id, "");
  at("brief").replaceChildren();
  show("call");
  if (line?.readyState === WebSocket.OPEN) {
    send({ do: "call", ...wanted });
    return;
  }
  line = new WebSocket(`ws://${location.host}/live`);
  line.addEventListener("open", () => send({ do: "call", ...wanted }));
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
  dial({
    scenario: form.get("scenario"),
    typed: form.get("how") === "typed",
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

document.addEventListener("keydown", (event) => {
  const place = event.target;
  if (!state || state === "OVER" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (place.closest("input, textarea, select, audio")) return;
  if ((event.key === "Enter" || event.key === " ") && place.closest("a, button, .words")) return;
  const key = NAMES[event.key] ?? "";
  if (!key && event.key.length !== 1) return;
  event.preventDefault();
  press(key, key ? "" : event.key);
});

show("start");
