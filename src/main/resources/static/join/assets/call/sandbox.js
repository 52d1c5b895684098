// The stand-in's calls: sound and picture go directly from browser to browser, the server passes on how they reach each other.
import { ask } from "./api.js";

const MEASURED_EVERY_MS = 2000;
const KINDS = ["audio", "video"];

/** As connect of twilio.js, which says what is wanted and told. */
export async function connect({ token, tracks, on }) {
  const { session } = await ask("/sandbox/video", { token });
  const base = `/sandbox/video/${session}`;
  const sending = { audio: tracks.audio ?? null, video: tracks.video ?? null };
  let shown = { microphone: Boolean(tracks.audio), picture: tracks.video ? "camera" : "off" };
  const peers = new Map();
  let posting = Promise.resolve();
  let over = false;

  const tell = (to, data) => {
    posting = posting.then(() => ask(`${base}/signals`, { to, data })).catch(() => {});
  };

  const tellAll = () => peers.forEach((peer) => tell(peer.sid, { shown }));

  const offer = async (peer, how) => {
    await peer.connection.setLocalDescription(await peer.connection.createOffer(how));
    tell(peer.sid, { description: peer.connection.localDescription });
  };

  const adopt = async (peer, transceivers) => {
    peer.senders = transceivers.map((one) => one.sender);
    await Promise.all(peer.senders.map((sender, place) => sender.replaceTrack(sending[KINDS[place]])));
  };

  const changed = (peer) => {
    switch (peer.connection.connectionState) {
      case "connected":
        on.other(true);
        break;
      case "disconnected":
        on.other(false);
        break;
      case "failed":
        on.other(false);
        if (peer.calls) offer(peer, { iceRestart: true }).catch(() => {});
        else tell(peer.sid, { restart: true });
        break;
      default:
    }
  };

  const open = (sid, calls) => {
    const connection = new RTCPeerConnection({ iceServers: [] });
    const peer = { sid, calls, connection, queue: Promise.resolve(), senders: [], before: {} };
    peers.set(sid, peer);
    connection.addEventListener("track", ({ track }) => on.track(track));
    connection.addEventListener("icecandidate", ({ candidate }) => candidate && tell(sid, { candidate }));
    connection.addEventListener("connectionstatechange", () => changed(peer));
    return peer;
  };

  const call = async (sid) => {
    const peer = open(sid, true);
    await adopt(peer, KINDS.map((kind) => peer.connection.addTransceiver(kind, { direction: "sendrecv" })));
    await offer(peer);
    tell(sid, { shown });
  };

  const take = async (peer, data) => {
    const { connection } = peer;
    if (data.description) {
      await connection.setRemoteDescription(data.description);
      if (data.description.type === "offer") {
        const transceivers = connection.getTransceivers();
        transceivers.forEach((one) => { one.direction = "sendrecv"; });
        await adopt(peer, transceivers);
        await connection.setLocalDescription();
        tell(peer.sid, { description: connection.localDescription });
        tell(peer.sid, { shown });
      }
    } else if (data.candidate) {
      await connection.addIceCandidate(data.candidate).catch(() => {});
    } else if (data.restart) {
      await offer(peer, { iceRestart: true });
    } else if (data.shown) {
      on.shown(data.shown);
    }
  };

  const drop = (sid) => {
    peers.get(sid)?.connection.close();
    peers.delete(sid);
  };

  const end = (reason) => {
    if (over) return;
    over = true;
    clearInterval(measuring);
    source.close();
    [...peers.keys()].forEach(drop);
    if (reason) on.ended(reason);
  };

  const measure = async () => {
    for (const peer of peers.values()) {
      const level = levelOf(await peer.connection.getStats(), peer.before);
      if (level !== undefined) on.quality(level);
    }
  };

  const source = new EventSource(`${base}/events`);
  const read = (event) => JSON.parse(event.data);
  source.addEventListener("open", () => on.line(true));
  source.addEventListener("peers", (event) => read(event).forEach(({ sid }) => call(sid)));
  source.addEventListener("joined", (event) => open(read(event).sid, false));
  source.addEventListener("left", (event) => { drop(read(event).sid); on.gone(); });
  source.addEventListener("signal", (event) => {
    const { from, data } = read(event);
    const peer = peers.get(from);
    // one after the other: a candidate may come while its description is still being taken in
    if (peer) peer.queue = peer.queue.then(() => take(peer, data)).catch(() => {});
  });
  source.addEventListener("ended", (event) => end(read(event).reason));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) end("lost");
    else on.line(false);
  });
  const measuring = setInterval(() => measure().catch(() => {}), MEASURED_EVERY_MS);

  const send = async (kind, track) => {
    sending[kind] = track;
    await Promise.all([...peers.values()].map((peer) => peer.senders[KINDS.indexOf(kind)]?.replaceTrack(track)));
  };

  return {
    async picture(track, what) {
      shown = { ...shown, picture: track ? what : "off" };
      await send("video", track);
      tellAll();
    },
    async sound(track) {
      shown = { ...shown, microphone: Boolean(track) };
      await send("audio", track);
      tellAll();
    },
    leave() {
      ask(`${base}/leave`, {}, { keepalive: true }).catch(() => {});
      end();
    },
  };
}

// From 0 (lost) to 5 (excellent), as Twilio counts: by what got lost since the last look, and by how long the way is.
function levelOf(stats, before) {
  let lost = 0;
  let got = 0;
  let way = 0;
  stats.forEach((one) => {
    if (one.type === "inbound-rtp") {
      lost += one.packetsLost ?? 0;
      got += one.packetsReceived ?? 0;
    } else if (one.type === "candidate-pair" && one.nominated) {
      way = one.currentRoundTripTime ?? 0;
    }
  });
  const newly = { lost: Math.max(0, lost - (before.lost ?? 0)), got: got - (before.got ?? 0) };
  Object.assign(before, { lost, got });
  if (newly.got + newly.lost <= 0) return undefined;
  const share = newly.lost / (newly.got + newly.lost);
  const limits = [[0.3, 1.5], [0.12, 0.8], [0.05, 0.4], [0.02, 0.25]];
  const place = limits.findIndex(([most, longest]) => share > most || way > longest);
  return place < 0 ? 5 : place + 1;
}
