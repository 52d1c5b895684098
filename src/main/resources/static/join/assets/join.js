// Keeps the join page true by itself, and runs the visit once its door is open. Without this script the page reads the same.
import { call } from "./call/call.js";
import { countdown } from "./call/countdown.js";
import { follow } from "./call/feed.js";

const base = location.pathname.replace(/\/+$/, "");
let running;
let loading = false;

function begin() {
  document.querySelectorAll(".updates").forEach((note) => { note.hidden = false; });
  const main = document.querySelector("main");
  running = main.dataset.client ? call(main, base) : undefined;
}

// The words come from the server, in the reader's language, as they came with the page itself.
async function load() {
  const text = await (await fetch(location.href, { cache: "no-store", credentials: "omit" })).text();
  // an answer that is not this page (a proxy's error, for one) says nothing about the visit
  const next = new DOMParser().parseFromString(text, "text/html").querySelector("main[data-state]");
  const main = document.querySelector("main");
  if (!next || next.dataset.state === main.dataset.state) {
    return;
  }
  running?.end();
  main.replaceWith(next);
  document.body.classList.remove("in-call");
  begin();
  const title = document.querySelector("main [data-view]:not([hidden]) h1, main > .state:not([hidden]) h1");
  title.tabIndex = -1;
  title.focus();
  document.getElementById("news").textContent = title.textContent;
}

async function told({ now, view }) {
  const main = document.querySelector("main");
  if (view.page === main.dataset.state) {
    countdown(now, view.opens);
    running?.told(now, view);
  } else if (!loading) {
    loading = true;
    await load().catch(() => {});
    loading = false;
    if (document.querySelector("main").dataset.state === view.page) {
      running?.told(now, view);
    }
  }
}

begin();
follow(base, told, (up) => running?.line(up));
