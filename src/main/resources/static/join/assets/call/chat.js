import { ask, wait } from "./api.js";
import { find } from "./page.js";

const AGAIN_MS = 2000;
const AT_ONCE = 200;

/**
 * What the two write to each other. Lines have numbers without a gap: whoever was away asks for what came since. A line that
 * is sent keeps its own key until the server has it, so that it is neither lost nor doubled.
 *
 * @return begin(chat), latest(chat), again() once the server is reached again
 */
export function chat(base, me) {
  const nodes = new Map();
  const unsent = [];
  let known = 0;
  let wanted = 0;
  let readByOther = 0;
  let readByMe = 0;
  let fetching = false;
  let sending = false;
  let begun = false;

  function node(key, from, text) {
    if (!nodes.has(key)) {
      const line = find("line").content.firstElementChild.cloneNode(true);
      line.dataset.from = from === me ? "me" : "other";
      line.querySelectorAll("[data-who]").forEach((who) => { who.hidden = who.dataset.who !== line.dataset.from; });
      line.querySelector(".text").textContent = text;
      if (from !== me) line.querySelector(".receipt").remove();
      nodes.set(key, line);
      find("lines").append(line);
    }
    return nodes.get(key);
  }

  function put({ number, from, key, text, at }) {
    const line = node(key, from, text);
    line.dataset.number = number;
    const time = line.querySelector("time");
    time.dateTime = at;
    time.textContent = new Date(at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    known = Math.max(known, number);
    // what was written here while another line came belongs after it
    const after = [...nodes.values()].find((one) => Number(one.dataset.number ?? Infinity) > number);
    if (after) find("lines").insertBefore(line, after);
    find("log").scrollTop = find("log").scrollHeight;
  }

  function showReceipts() {
    nodes.forEach((line) => {
      const number = Number(line.dataset.number ?? 0);
      const receipt = !number ? "sending" : number <= readByOther ? "read" : "sent";
      line.querySelectorAll("[data-receipt]").forEach((one) => { one.hidden = one.dataset.receipt !== receipt; });
    });
    const open = !find("chat").hidden;
    const unread = [...nodes.values()].filter((line) => line.dataset.from === "other" && Number(line.dataset.number) > readByMe);
    const last = unread.reduce((most, line) => Math.max(most, Number(line.dataset.number)), 0);
    if (open && last && !document.hidden) {
      readByMe = last;
      ask(`${base}/chat/read`, { number: last }).catch(() => { readByMe = Math.min(readByMe, last - 1); });
    }
    find("unread").textContent = unread.length;
    [find("unread"), find("unread-words")].forEach((one) => { one.hidden = open || unread.length === 0; });
  }

  async function fetchNew() {
    if (fetching || known >= wanted) return;
    fetching = true;
    try {
      let lines;
      do {
        lines = await ask(`${base}/chat?since=${known}`);
        lines.forEach(put);
      } while (lines.length === AT_ONCE);
    } catch {
      // the next news of the feed asks again
    }
    fetching = false;
    showReceipts();
  }

  async function flush() {
    if (sending) return;
    sending = true;
    while (unsent.length) {
      try {
        const line = await ask(`${base}/chat`, unsent[0]);
        // the lines between come by their numbers; this one is known by its key
        if (line.number === known + 1) put(line);
        else nodes.get(line.key).dataset.number = line.number;
        unsent.shift();
        wanted = Math.max(wanted, line.number);
      } catch (refused) {
        if (refused.status >= 400 && refused.status < 500) unsent.shift();
        else await wait(AGAIN_MS);
      }
      showReceipts();
    }
    sending = false;
    fetchNew();
  }

  function say(event) {
    event.preventDefault();
    const text = find("text").value.trim();
    if (!text) return;
    const key = crypto.randomUUID();
    node(key, me, text);
    unsent.push({ key, text });
    find("text").value = "";
    find("log").scrollTop = find("log").scrollHeight;
    showReceipts();
    flush();
  }

  function toggle() {
    const open = find("chat").hidden;
    find("chat").hidden = !open;
    find("chat-button").setAttribute("aria-expanded", open);
    document.body.classList.toggle("with-chat", open);
    if (open) find("text").focus();
    showReceipts();
  }

  find("chat-button").addEventListener("click", toggle);
  find("say").addEventListener("submit", say);
  find("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) say(event);
  });
  document.addEventListener("visibilitychange", () => begun && find("chat") && showReceipts());

  function latest(news) {
    readByOther = news.readByOther;
    wanted = Math.max(wanted, news.last);
    fetchNew();
    showReceipts();
  }

  return {
    begin(news) {
      begun = true;
      latest(news);
      flush();
    },
    latest,
    again() {
      if (begun) fetchNew();
    },
  };
}
