// Hold to talk: the reply begins when button or Space go down and ends when they come up.

export function makeHold(button, stateNow, press) {
  let held = false;
  let letGo = false; // came up before the program had begun to listen

  const down = () => {
    if (held || stateNow() !== "KEY") return;
    held = true;
    letGo = false;
    button.classList.add("held");
    press("", "e");
  };
  const up = () => {
    if (!held) return;
    held = false;
    button.classList.remove("held");
    if (stateNow() === "LISTENING") press("", "e");
    else letGo = true;
  };

  button.addEventListener("pointerdown", (event) => {
    button.setPointerCapture(event.pointerId);
    down();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) button.addEventListener(end, up);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  window.addEventListener("blur", up);

  return {
    key(event) { // true if the key was meant for this
      if (button.hidden || event.key !== " ") return false;
      event.preventDefault();
      if (event.type === "keyup") up();
      else if (!event.repeat) down();
      return true;
    },
    entered(state, wanted) {
      button.hidden = !wanted || (state !== "KEY" && state !== "LISTENING");
      if (state === "LISTENING" && letGo) press("", "e");
      if (state !== "KEY") letGo = false;
      if (button.hidden) held = false;
    },
  };
}
