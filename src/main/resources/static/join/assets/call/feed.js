import { ask, wait } from "./api.js";

const SILENT_MS = 15_000;
const AGAIN_MS = 3000;

/**
 * Tells how the visit stands, now and at each change, for as long as the page is open. Where events do not come through (some
 * proxies hold them back), it is asked for instead.
 *
 * @param told is given {now, view}
 * @param line is given whether the server is reached
 */
export function follow(base, told, line) {
  let heard = 0;
  let source;

  const hear = (news) => {
    heard = Date.now();
    line(navigator.onLine);
    told(news);
  };

  const listen = () => {
    source?.close();
    source = new EventSource(`${base}/events`);
    source.addEventListener("state", (event) => hear(JSON.parse(event.data)));
  };

  const look = async () => {
    try {
      hear(await ask(`${base}/state`));
      if (source.readyState === EventSource.CLOSED) listen();
    } catch {
      line(false);
    }
  };

  const watch = async () => {
    for (;;) {
      await wait(AGAIN_MS);
      if (Date.now() - heard > SILENT_MS || source.readyState !== EventSource.OPEN) await look();
    }
  };

  addEventListener("offline", () => line(false));
  addEventListener("online", look);
  listen();
  watch();
}
