// Tries camera, microphone and speaker: on the test page and before a call. Nothing is recorded, and nothing leaves from here.
const HEARD = 8;
const SILENT_AFTER_MS = 8000;
const TONES = [523, 659, 784];
const CONSTRAINT = { camera: "video", microphone: "audio" };
const KIND = { camera: "videoinput", microphone: "audioinput", speaker: "audiooutput" };

const find = (id) => document.getElementById(id);
const all = (selector) => Array.from(document.querySelectorAll(selector));
/** What is open: camera, microphone. */
export const tracks = {};
let audio;
let source;
let measuring;
let patience;

// an old browser, a page without https or a window inside another app has no mediaDevices at all
const possible = Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.AudioContext);

function stateOf(device) {
  return document.querySelector(`[data-device="${device}"]`).dataset.state;
}

function say(device, state) {
  document.querySelector(`[data-device="${device}"]`).dataset.state = state;
  all(`[data-said^="${device}:"]`).forEach((words) => { words.hidden = words.dataset.said !== `${device}:${state}`; });
  const states = Object.keys(KIND).map(stateOf);
  all("[data-help]").forEach((help) => { help.hidden = !states.includes(help.dataset.help); });
  find("stop").hidden = !tracks.camera && !tracks.microphone;
  find("done").hidden = !states.every((one) => one === "works");
}

function reasonOf(error) {
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "TypeError":
      return "unsupported";
    default:
      return "busy";
  }
}

async function permission(device) {
  try {
    return (await navigator.permissions.query({ name: device })).state;
  } catch {
    return "unknown";
  }
}

function demand(device, id) {
  return { [CONSTRAINT[device]]: id ? { deviceId: { exact: id } } : true };
}

export function release(device) {
  if (tracks[device]) {
    tracks[device].onended = null;
    tracks[device].stop();
    delete tracks[device];
  }
}

/** Opens a device, the chosen one or any; what went wrong is shown where it is tried. */
export async function open(device, id) {
  release(device);
  say(device, "asking");
  try {
    use(device, (await navigator.mediaDevices.getUserMedia(demand(device, id))).getTracks()[0]);
  } catch (error) {
    fail(device, reasonOf(error));
  }
}

function use(device, track) {
  release(device);
  tracks[device] = track;
  track.onended = () => fail(device, "missing");
  if (device === "camera") {
    showPicture(track);
  } else {
    listen(track);
  }
}

function fail(device, reason) {
  release(device);
  (device === "camera" ? find("picture") : find("level")).hidden = true;
  if (device === "microphone") {
    stopListening();
  }
  say(device, reason);
}

function showPicture(track) {
  const picture = find("picture");
  picture.srcObject = new MediaStream([track]);
  picture.hidden = false;
  // a camera that another program holds may be handed out and then give no picture
  picture.onplaying = () => say("camera", "works");
  picture.play().catch(() => fail("camera", "busy"));
}

function listen(track) {
  stopListening();
  say("microphone", "listening");
  const analyser = audio.createAnalyser();
  source = audio.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  const wave = new Uint8Array(analyser.fftSize);
  const level = find("level");
  level.hidden = false;
  const measure = () => {
    analyser.getByteTimeDomainData(wave);
    const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
    level.value = Math.min(100, loudest);
    if (loudest >= HEARD && stateOf("microphone") !== "works") {
      clearTimeout(patience);
      say("microphone", "works");
    }
    measuring = requestAnimationFrame(measure);
  };
  measure();
  patience = setTimeout(() => say("microphone", "silent"), SILENT_AFTER_MS);
}

/** The microphone stays open; its level is no longer looked at. */
export function stopListening() {
  cancelAnimationFrame(measuring);
  clearTimeout(patience);
  if (source) {
    source.disconnect();
    source = null;
  }
}

// One question of the browser for both. What it refuses is asked for alone, so that one that works is seen to work.
export async function start() {
  find("start").hidden = true;
  find("end").hidden = false;
  wake();
  ["camera", "microphone"].forEach((device) => { release(device); say(device, "asking"); });
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    use("camera", stream.getVideoTracks()[0]);
    use("microphone", stream.getAudioTracks()[0]);
  } catch (error) {
    await startAlone(reasonOf(error));
  }
  await listDevices();
}

function tryOut() {
  const trying = start();
  find("again").focus();
  return trying;
}

async function startAlone(reason) {
  const allowed = { camera: await permission("camera"), microphone: await permission("microphone") };
  for (const [device, other] of [["camera", "microphone"], ["microphone", "camera"]]) {
    const refused = reason === "denied"
      && allowed[device] !== "granted"
      && (allowed[device] === "denied" || allowed[other] !== "denied");
    if (refused) {
      fail(device, "denied");
    } else {
      await open(device);
    }
  }
}

function stop() {
  ["camera", "microphone"].filter((device) => tracks[device]).forEach((device) => fail(device, "off"));
  find("again").focus();
}

// Only a press of a button lets a browser make sound.
function wake() {
  audio = audio || new AudioContext();
  return audio.resume();
}

async function play() {
  await wake();
  TONES.forEach((pitch, place) => {
    const begin = audio.currentTime + 0.1 + place * 0.4;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.4, begin + 0.03);
    volume.gain.linearRampToValueAtTime(0, begin + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.4);
  });
  find("question").hidden = false;
  await listDevices();
}

async function listDevices() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  for (const [device, kind] of Object.entries(KIND)) {
    const found = devices.filter((one) => one.kind === kind && one.deviceId && one.label);
    const canBeChosen = found.length > 1 && (device !== "speaker" || "setSinkId" in AudioContext.prototype);
    const select = find(`choose-${device}`);
    const chosen = tracks[device] ? tracks[device].getSettings().deviceId : select.value;
    select.replaceChildren(...found.map((one) => new Option(one.label, one.deviceId, false, one.deviceId === chosen)));
    document.querySelector(`[data-choice="${device}"]`).hidden = !canBeChosen;
  }
}

async function chooseSpeaker(id) {
  await wake();
  // the name of the standard output is the empty one
  await audio.setSinkId(id === "default" ? "" : id).catch(() => say("speaker", "silent"));
  await play();
}

/** What was chosen, and where sound is to come from; undefined for the standard one. */
export const chosen = (device) => find(`choose-${device}`).value || undefined;
export const speaker = () => (audio && audio.sinkId) || undefined;

/** Makes the buttons work. @return whether this browser has camera and microphone at all */
export function begin() {
  all("[data-without-script]").forEach((words) => { words.hidden = true; });
  all("[data-with-script]").forEach((part) => { part.hidden = false; });
  if (!possible) {
    all(".begin, [data-device=speaker]").forEach((part) => { part.hidden = true; });
    ["camera", "microphone"].forEach((device) => say(device, "unsupported"));
    return false;
  }
  find("start").addEventListener("click", tryOut);
  find("again").addEventListener("click", tryOut);
  find("stop").addEventListener("click", stop);
  find("play").addEventListener("click", play);
  find("heard").addEventListener("click", () => say("speaker", "works"));
  find("unheard").addEventListener("click", () => say("speaker", "silent"));
  ["camera", "microphone"].forEach((device) =>
    find(`choose-${device}`).addEventListener("change", (event) => open(device, event.target.value)));
  find("choose-speaker").addEventListener("change", (event) => chooseSpeaker(event.target.value));
  navigator.mediaDevices.addEventListener("devicechange", listDevices);
  addEventListener("pagehide", () => ["camera", "microphone"].forEach(release));
  return true;
}
