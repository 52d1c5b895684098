// Twilio's calls, by Twilio's own client, which is served from here.
const SDK = "/join/assets/vendor/twilio-video-2.32.0/twilio-video.min.js";
const ROOM_COMPLETED = 53118;
const DUPLICATE = 53205;

let loading;

/** Twilio's client, loaded once. */
export function sdk() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = SDK;
    script.onload = () => done(globalThis.Twilio.Video);
    script.onerror = () => { loading = undefined; failed(new Error("Twilio's client can't be loaded")); };
    document.head.append(script);
  });
  return loading;
}

/**
 * Connects to a room. The tracks stay the caller's: leaving does not stop them.
 *
 * @param token of the participant, for this room
 * @param tracks {audio, video}: MediaStreamTracks, each may be missing
 * @param on told: track(MediaStreamTrack) of the other side; shown({microphone, picture}) what they send, picture being
 *     "camera", "screen" or "off"; other(connected) whether they are reached; gone() they have left; line(up) whether we are
 *     connected; quality(0 lost … 5 excellent); ended(reason): completed, duplicate or lost
 * @return picture(track or null, "camera" or "screen"), sound(track or null), leave()
 */
export async function connect({ token, roomName, tracks, on }) {
  const video = await sdk();
  const sending = {};
  if (tracks.audio) sending.audio = new video.LocalAudioTrack(tracks.audio);
  if (tracks.video) sending.picture = new video.LocalVideoTrack(tracks.video, { name: "camera" });
  const room = await video.connect(token, {
    name: roomName,
    tracks: Object.values(sending),
    networkQuality: { local: 1, remote: 0 },
    preferredVideoCodecs: "auto",
  });

  const show = (participant) => {
    const of = (publications) => [...publications.values()].filter((one) => one.isTrackEnabled && one.isSubscribed);
    on.shown({
      microphone: of(participant.audioTracks).length > 0,
      picture: of(participant.videoTracks).at(-1)?.trackName ?? "off",
    });
  };

  const meet = (participant) => {
    on.other(true);
    const subscribed = (track) => {
      if (track.mediaStreamTrack) on.track(track.mediaStreamTrack);
      show(participant);
    };
    participant.tracks.forEach((one) => one.track && subscribed(one.track));
    participant.on("trackSubscribed", subscribed);
    ["trackUnsubscribed", "trackEnabled", "trackDisabled"].forEach((event) => participant.on(event, () => show(participant)));
    participant.on("reconnecting", () => on.other(false));
    participant.on("reconnected", () => on.other(true));
  };

  room.participants.forEach(meet);
  room.on("participantConnected", meet);
  room.on("participantDisconnected", () => on.gone());
  room.on("reconnecting", () => on.line(false));
  room.on("reconnected", () => on.line(true));
  room.localParticipant.on("networkQualityLevelChanged", (level) => on.quality(level));
  let left = false;
  room.on("disconnected", (any, error) => {
    const reasons = { [ROOM_COMPLETED]: "completed", [DUPLICATE]: "duplicate" };
    if (!left) on.ended(reasons[error?.code] ?? "lost");
  });

  const replace = async (kind, made) => {
    if (sending[kind]) room.localParticipant.unpublishTrack(sending[kind]);
    sending[kind] = made;
    if (made) await room.localParticipant.publishTrack(made);
  };

  return {
    picture: (track, what) => replace("picture", track && new video.LocalVideoTrack(track, { name: what })),
    sound: (track) => replace("audio", track && new video.LocalAudioTrack(track)),
    leave() {
      left = true;
      room.disconnect();
    },
  };
}
