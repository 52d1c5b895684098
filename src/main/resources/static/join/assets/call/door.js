import { ask } from "./api.js";
import { find, say } from "./page.js";

const MINUTE_MS = 60_000;

/** The provider's side of the waiting room: who waits, for how long, and the two buttons. */
export function door(base) {
  let latest;
  let ahead = 0;
  let together = false;

  function state({ admission, other }) {
    if (!other.came) return "absent";
    if (!other.here) return "gone";
    return { waiting: "waiting", "asked-to-wait": "asked", admitted: "coming" }[admission] ?? "absent";
  }

  function show() {
    const now = latest ? state(latest) : "absent";
    say("door", now);
    find("door").hidden = together;
    find("decide").hidden = !latest?.other.came || latest.admission === "admitted";
    find("ask").hidden = latest?.admission === "asked-to-wait";
    const waits = ["waiting", "asked"].includes(now) && latest.other.since;
    const minutes = waits ? Math.floor((Date.now() + ahead - Date.parse(latest.other.since)) / MINUTE_MS) : 0;
    const { now: none, one, many } = find("waited").dataset;
    const words = [none, one][Math.max(0, minutes)] ?? many.replace("#", minutes);
    find("waited").textContent = waits ? words : "";
  }

  const decide = (what) => async () => {
    latest = (await ask(`${base}/${what}`, {})).view;
    show();
  };

  find("admit").addEventListener("click", () => decide("admit")().catch(() => {}));
  find("ask").addEventListener("click", () => decide("ask-to-wait")().catch(() => {}));
  const timer = setInterval(() => (find("door") ? show() : clearInterval(timer)), 5000);

  return {
    told(now, view) {
      ahead = Date.parse(now) - Date.now();
      latest = view;
      show();
    },
    connected(yes) {
      together = yes;
      show();
    },
  };
}
