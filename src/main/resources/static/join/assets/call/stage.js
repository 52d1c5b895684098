// Sound and picture of the call, and the buttons for them; by whose calls is not known here.
import * as devices from "../devices.js";
import { find, say, turn } from "./page.js";

const BAD_LOOKS = 4;

/**
 * @param client which provider of calls: the file of that name
 * @param ended is told why the call ended by itself: completed, duplicate or lost
 * @param met is told whether the other one is there
 * @return enter(token), leave()
 */
export function stage(client, ended, met) {
  let connection;
  let shared;
  let speaking = true;
  let filming = true;
  let up = true;
  let other;
  let shown = { microphone: true, picture: "camera" };
  let bad = 0;
  let stream = new MediaStream();

  function show() {
    const remote = find("remote");
    const words = !up ? "lost" : other === undefined ? "alone" : !other ? "other-lost" : shown.picture === "off" ? "picture-off" : "";
    say("stage", words);
    find("stage-words").hidden = !words;
    remote.hidden = words !== "" && words !== "lost" && words !== "other-lost";
    remote.classList.toggle("screen", shown.picture === "screen");
    say("line-muted", other && !shown.microphone ? "yes" : undefined);
    turn(find("microphone"), speaking && Boolean(devices.tracks.microphone));
    turn(find("camera"), filming && Boolean(devices.tracks.camera));
    turn(find("screen"), Boolean(shared));
    find("screen").hidden = !navigator.mediaDevices?.getDisplayMedia;
    const mine = shared ?? (filming ? devices.tracks.camera : undefined);
    const self = find("self");
    if (self.srcObject?.getVideoTracks()[0] !== mine) {
      self.srcObject = mine ? new MediaStream([mine]) : null;
    }
    self.hidden = !mine;
    self.classList.toggle("screen", Boolean(shared));
  }

  const on = {
    track(track) {
      stream.getTracks().filter((one) => one.kind === track.kind).forEach((one) => stream.removeTrack(one));
      stream.addTrack(track);
      const remote = find("remote");
      remote.srcObject = stream;
      const speaker = devices.speaker();
      if (speaker && remote.setSinkId) remote.setSinkId(speaker).catch(() => {});
      remote.play().catch(() => {});
    },
    shown(what) { shown = what; show(); },
    other(reached) { other = reached; met(true); show(); },
    gone() {
      other = undefined;
      stream = new MediaStream();
      find("remote").srcObject = null;
      met(false);
      say("quality", "unknown");
      show();
    },
    line(reached) { up = reached; show(); },
    quality,
    ended(reason) {
      connection = undefined;
      on.gone();
      up = reason !== "lost";
      show();
      ended(reason);
    },
  };

  function quality(level) {
    say("quality", level >= 4 ? "good" : level >= 2 ? "fair" : "bad");
    bad = level <= 1 ? bad + 1 : 0;
    if (bad === BAD_LOOKS && filming && devices.tracks.camera && !shared) {
      film(false);
      find("bad-line").hidden = false;
    }
  }

  async function film(yes) {
    filming = yes;
    if (yes) find("bad-line").hidden = true;
    if (yes && !devices.tracks.camera) await devices.open("camera", devices.chosen("camera"));
    if (!yes) devices.release("camera");
    if (!shared) await connection?.picture(yes ? devices.tracks.camera ?? null : null, "camera");
    show();
  }

  async function speak(yes) {
    speaking = yes;
    if (yes && !devices.tracks.microphone) {
      await devices.open("microphone", devices.chosen("microphone"));
      devices.stopListening();
    }
    await connection?.sound(yes ? devices.tracks.microphone ?? null : null);
    show();
  }

  async function share(yes) {
    if (yes) {
      const [track] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
      shared = track;
      track.onended = () => share(false);
      await connection?.picture(track, "screen");
    } else {
      shared?.stop();
      shared = undefined;
      await connection?.picture(filming ? devices.tracks.camera ?? null : null, "camera");
    }
    show();
  }

  const press = (id, what) => find(id).addEventListener("click", () => what(find(id).dataset.on !== "true").catch(show));
  press("microphone", speak);
  press("camera", film);
  press("screen", share);
  find("picture-again").addEventListener("click", () => { bad = 0; film(true).catch(show); });
  say("quality", "unknown");

  return {
    async enter({ token, roomName }) {
      const { connect } = await import(`./${client}.js`);
      connection = await connect({
        token,
        roomName,
        tracks: {
          audio: speaking ? devices.tracks.microphone : undefined,
          video: shared ?? (filming ? devices.tracks.camera : undefined),
        },
        on,
      });
      up = true;
      show();
    },
    leave() {
      connection?.leave();
      connection = undefined;
      if (shared) shared.stop();
      shared = undefined;
      if (find("remote")) on.gone();
    },
  };
}
