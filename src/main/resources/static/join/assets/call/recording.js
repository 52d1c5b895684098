import { ask } from "./api.js";
import { find, say } from "./page.js";

const BEGUN = ["starting", "on"];

/**
 * Whether the call is recorded: for both to see all the time, for the provider to ask, for the patient to answer, for either to
 * stop. What is so, the server says; a page that asked and got no answer shows what it is told next.
 *
 * @return told(view)
 */
export function recording(base, me) {
  const patient = me === "patient";
  let state;

  function show() {
    say("recording", state === "none" ? undefined : state);
    const asked = state === "asked";
    find("stop-recording").hidden = !BEGUN.includes(state);
    if (!patient) {
      find("record").hidden = !["none", "refused", "stopped"].includes(state);
      find("take-back").hidden = !asked;
      return;
    }
    const question = find("may-record");
    const isNew = asked && question.hidden;
    question.hidden = !asked;
    if (isNew) {
      const title = question.querySelector("h2");
      find("news").textContent = title.textContent;
      // who is just writing is not torn away: the question stands above the picture and stays there
      if (document.activeElement !== find("text")) title.focus();
    }
  }

  const press = (id, what, body = {}) => find(id)?.addEventListener("click", async () => {
    find(id).disabled = true;
    try {
      state = (await ask(`${base}/recording/${what}`, body)).view.recording;
      show();
    } catch {
      // the next news of the feed says how it stands
    }
    find(id).disabled = false;
  });

  press("record", "ask");
  press("take-back", "stop");
  press("stop-recording", "stop");
  press("agree", "answer", { agrees: true });
  press("refuse", "answer", { agrees: false });

  return {
    told(view) {
      state = view.recording;
      show();
    },
  };
}
