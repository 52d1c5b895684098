// A trial call: both come, it runs for some seconds, the server ends it. The countdown here is only for the eye.
import * as devices from "./devices.js";
import { ask, wait } from "./call/api.js";
import { find, say, view } from "./call/page.js";
import { stage } from "./call/stage.js";

const EVERY_MS = 1000;
const WORRYING_AFTER = 3;

const main = document.querySelector("main");
const base = location.pathname.replace(/\/+$/, "");
const picture = stage(main.dataset.client, () => {}, () => {});
let connected = false;
let end = 0;

async function connect() {
  connected = true;
  devices.stopListening();
  view("call");
  try {
    await picture.enter(await ask(`${base}/token`, {}));
  } catch {
    connected = false;
  }
}

function over() {
  picture.leave();
  ["camera", "microphone"].forEach(devices.release);
  view("over");
}

function count() {
  find("left").textContent = Math.max(0, Math.ceil((end - performance.now()) / 1000));
}

async function run() {
  find("enter").disabled = true;
  if (!devices.tracks.camera && !devices.tracks.microphone) await devices.start().catch(() => {});
  const counting = setInterval(count, EVERY_MS / 4);
  for (let failed = 0; ;) {
    try {
      const { state, millisLeft } = await ask(`${base}/here`, {});
      failed = 0;
      say("problem", undefined);
      if (state === "over") break;
      end = performance.now() + millisLeft;
      if (state === "waiting") view("waiting");
      else if (!connected) connect();
    } catch (refused) {
      failed += 1;
      // the visit's door has opened meanwhile
      if (refused.status === 404) break;
      if (failed >= WORRYING_AFTER) say("problem", "connect");
    }
    await wait(EVERY_MS);
  }
  clearInterval(counting);
  over();
}

devices.begin();
find("enter").addEventListener("click", run);
view("check");
