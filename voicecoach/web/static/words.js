// Words light up as they are spoken; a click, or Enter on the chosen one, jumps the sound to them.

import { mendSeeks } from "./seeking.js";

export function makePlayable(turn) {
  const audio = turn.querySelector("audio");
  const group = turn.querySelector(".words");
  const words = group ? [...group.querySelectorAll(".word")] : [];
  if (audio) mendSeeks(audio);
  if (!audio || !words.length) return;
  const times = words.map((word) => [Number(word.dataset.begins), Number(word.dataset.ends)]);
  let lit = -1;
  let chosen = -1;

  const light = (at) => {
    if (at === lit) return;
    words[lit]?.classList.remove("lit");
    words[at]?.classList.add("lit");
    lit = at;
  };
  const follow = () => {
    const now = audio.currentTime;
    light(times.findIndex(([begins, ends]) => begins <= now && now < ends));
    if (!audio.paused) requestAnimationFrame(follow);
  };
  const choose = (at) => {
    words[chosen]?.classList.remove("chosen");
    chosen = Math.max(0, Math.min(words.length - 1, at));
    words[chosen].classList.add("chosen");
  };
  const jump = (at) => {
    audio.currentTime = times[at][0];
    light(at);
    audio.play().catch(() => {}); // the player itself shows what is wrong with the sound
  };

  group.classList.add("playable");
  group.tabIndex = 0;
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Your words. Arrow keys choose one, Enter plays from it.");
  group.addEventListener("click", (event) => {
    const at = words.indexOf(event.target.closest(".word"));
    if (at >= 0) {
      choose(at);
      jump(at);
    }
  });
  group.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key in steps) choose(chosen + steps[event.key]);
    else if (event.key === "Home") choose(0);
    else if (event.key === "End") choose(words.length - 1);
    else if (event.key === "Enter" || event.key === " ") jump(Math.max(0, chosen));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  group.addEventListener("focus", () => chosen < 0 && choose(0));
  audio.addEventListener("play", () => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
    follow();
  });
  audio.addEventListener("seeked", follow);
  audio.addEventListener("ended", () => light(-1));
}

for (const turn of document.querySelectorAll(".turn")) makePlayable(turn);
for (const audio of document.querySelectorAll("audio:not(.turn audio)")) mendSeeks(audio);
