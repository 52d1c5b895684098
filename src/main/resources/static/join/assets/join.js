// Looks again by itself, so that whoever waits sees the room open. Without this script the page reads the same.
const EVERY_MS = 20_000;
let shown = document.querySelector("main").innerHTML;

function showThatItLooksByItself() {
  document.querySelectorAll(".updates").forEach((note) => { note.hidden = false; });
}

async function lookAgain() {
  if (document.hidden) {
    return;
  }
  let text;
  try {
    text = await (await fetch(location.href, { cache: "no-store", credentials: "omit" })).text();
  } catch {
    return;
  }
  // an answer that is not this page (a proxy's error, for one) says nothing about the visit
  const next = new DOMParser().parseFromString(text, "text/html").querySelector("main[data-state]");
  if (!next || next.innerHTML === shown) {
    return;
  }
  const main = document.querySelector("main");
  const changed = next.dataset.state !== main.dataset.state;
  const focusWasInside = main.contains(document.activeElement);
  shown = next.innerHTML;
  main.replaceWith(next);
  showThatItLooksByItself();
  if (focusWasInside) {
    next.querySelector("a")?.focus();
  }
  if (changed) {
    document.getElementById("news").textContent = next.querySelector("h1").textContent;
  }
  if (!next.querySelector(".again")) {
    clearInterval(timer);
  }
}

showThatItLooksByItself();
const timer = setInterval(lookAgain, EVERY_MS);
document.addEventListener("visibilitychange", lookAgain);
