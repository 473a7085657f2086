// Words that are marked in a reply are put into "I did say it".

document.addEventListener("selectionchange", () => {
  const marked = document.getSelection();
  const words = marked.anchorNode?.parentElement?.closest(".words");
  if (!words || marked.isCollapsed) return;
  const box = document.createElement("div");
  box.append(marked.getRangeAt(0).cloneContents());
  for (const sign of box.querySelectorAll("sup, .quiet")) sign.remove();
  const field = words.closest(".turn").nextElementSibling?.querySelector('input[name="words"]');
  if (field) field.value = box.textContent.replace(/\s+/g, " ").trim();
});
