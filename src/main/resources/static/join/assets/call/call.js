// One visit, from the device check to the end: who may go where is the server's to say, here it is only shown.
import * as devices from "../devices.js";
import { ask, wait } from "./api.js";
import { chat } from "./chat.js";
import { door } from "./door.js";
import { find, heading, say, view } from "./page.js";
import { recording } from "./recording.js";
import { stage } from "./stage.js";

const AGAIN_MS = 2000;
const WORRYING_AFTER = 3;

/** @return told(now, view), line(up), end() */
export function call(main, base) {
  const patient = main.dataset.me === "patient";
  const talk = chat(base, main.dataset.me);
  const picture = stage(main.dataset.client, lost, (connected) => waitingRoom?.connected(connected));
  const recorder = recording(base, main.dataset.me);
  const waitingRoom = patient ? undefined : door(base);
  let latest;
  let entered = false;
  let connecting = false;
  let inside = false;
  let over = false;

  const may = () => !patient || latest?.admission === "admitted";

  async function enter() {
    say("problem", undefined);
    find("enter").disabled = true;
    try {
      if (!devices.tracks.camera && !devices.tracks.microphone) {
        await devices.start().catch(() => {});
      }
      latest = (await ask(`${base}/arrive`, {})).view;
      sessionStorage.setItem("entered", base);
      entered = true;
      proceed();
    } catch {
      say("problem", "arrive");
    }
    find("enter").disabled = false;
  }

  function proceed() {
    if (!entered || over || inside || connecting) return;
    if (may()) {
      connect();
    } else {
      showWaiting();
    }
  }

  function showWaiting() {
    const asked = latest.admission === "asked-to-wait";
    const state = asked ? "asked" : latest.other.here ? "known" : "alone";
    const part = document.querySelector(`[data-waiting="${state}"]`);
    const changed = part.hidden;
    document.querySelectorAll("[data-waiting]").forEach((one) => { one.hidden = one !== part; });
    find("mirror").srcObject = devices.tracks.camera ? new MediaStream([devices.tracks.camera]) : null;
    find("mirror").hidden = !devices.tracks.camera;
    view("waiting");
    if (changed) find("news").textContent = heading(part).textContent;
  }

  async function connect() {
    connecting = true;
    devices.stopListening();
    if (!inside && !main.querySelector("[data-view=call]:not([hidden])")) view("connecting");
    for (let tried = 1; !over && entered; tried += 1) {
      try {
        await picture.enter(await ask(`${base}/token`, {}));
        break;
      } catch {
        say("problem", tried >= WORRYING_AFTER ? "connect" : undefined);
        await wait(AGAIN_MS);
      }
    }
    connecting = false;
    if (over || !entered) {
      picture.leave();
      return;
    }
    inside = true;
    say("problem", undefined);
    view("call");
    talk.begin(latest.chat);
  }

  function lost(reason) {
    inside = false;
    if (over || !entered) return;
    if (reason === "lost") {
      connect();
    } else {
      away(reason === "duplicate" ? "elsewhere" : "ended");
    }
  }

  function away(why) {
    entered = false;
    inside = false;
    sessionStorage.removeItem("entered");
    picture.leave();
    ["camera", "microphone"].forEach(devices.release);
    say("left", why);
    view("left");
  }

  async function leave() {
    away("yourself");
    await ask(`${base}/leave`, {}, { keepalive: true }).catch(() => {});
  }

  devices.begin();
  find("enter").addEventListener("click", enter);
  find("back").addEventListener("click", enter);
  find("go").addEventListener("click", leave);
  find("leave").addEventListener("click", leave);
  find("check-again").addEventListener("click", () => { entered = false; view("check"); });
  view("check");
  // who loads the page again in the middle of it goes on where they were
  if (sessionStorage.getItem("entered") === base) enter();

  return {
    told(now, news) {
      latest = news;
      waitingRoom?.told(now, news);
      recorder.told(news);
      if (inside) talk.latest(news.chat);
      proceed();
    },
    line(up) {
      say("line-down", up ? undefined : "yes");
      if (up) talk.again();
    },
    end() {
      over = true;
      sessionStorage.removeItem("entered");
      picture.leave();
      ["camera", "microphone"].forEach(devices.release);
    },
  };
}
