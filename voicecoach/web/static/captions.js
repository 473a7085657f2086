// Live captions: words that are settled stay where they are, the last one is dim until it is.

export function showCaption(place, text) {
  const words = text.split(" ").filter(Boolean);
  const last = words.pop() ?? "";
  const unsure = document.createElement("span");
  unsure.className = "unsure";
  unsure.textContent = last;
  place.replaceChildren(words.length ? `${words.join(" ")} ` : "", unsure);
}

export function clearCaption(place, text = "") {
  place.textContent = text;
}
