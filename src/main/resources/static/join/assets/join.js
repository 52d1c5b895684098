// Keeps the join page true by itself, and runs the visit once its door is open. Without this script the page reads the same.
import { call } from "./call/call.js";
import { countdown } from "./call/countdown.js";
import { follow } from "./call/feed.js";

const EVERY_MS = 20_000;
const base = location.pathname.replace(/\/+$/, "");
let shown = document.querySelector("main").innerHTML;
let running;
let loading = false;
let latest;

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
  const changed = next && next.dataset.state !== main.dataset.state;
  if (!next || (!changed && (running || next.innerHTML === shown))) {
    return;
  }
  const focusWasInside = main.contains(document.activeElement);
  shown = next.innerHTML;
  running?.end();
  main.replaceWith(next);
  document.body.classList.remove("in-call", "with-chat");
  begin();
  if (changed) {
    const title = document.querySelector("main [data-view]:not([hidden]) h1, main > .state:not([hidden]) h1");
    title.tabIndex = -1;
    title.focus();
    document.getElementById("news").textContent = title.textContent;
  } else if (focusWasInside) {
    next.querySelector("a")?.focus();
  }
}

async function look() {
  if (loading) return;
  loading = true;
  await load().catch(() => {});
  loading = false;
  pass();
}

// What is told of another state than the one on the page waits until the page is there.
function pass() {
  if (!latest || latest.view.page !== document.querySelector("main").dataset.state) return;
  countdown(latest.now, latest.view.opens);
  running?.told(latest.now, latest.view);
}

function told(news) {
  latest = news;
  if (news.view.page === document.querySelector("main").dataset.state) {
    pass();
  } else {
    look();
  }
}

begin();
follow(base, told, (up) => running?.line(up));
setInterval(() => !running && document.querySelector("main .again") && look(), EVERY_MS);
