// How long until the door opens. The server's clock counts, not the one of this device.
let ahead = 0;
let opens;
let timer;

function show() {
  const place = document.getElementById("countdown");
  const left = opens - Date.now() - ahead;
  if (!place || !(left > 0) || left > 86_400_000) {
    clearInterval(timer);
    if (place) place.hidden = true;
    return;
  }
  const seconds = Math.ceil(left / 1000);
  const two = (number) => String(number).padStart(2, "0");
  place.textContent = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  place.hidden = false;
}

/** @param now, opens as ISO instants */
export function countdown(now, when) {
  clearInterval(timer);
  ahead = Date.parse(now) - Date.now();
  opens = Date.parse(when);
  if (document.getElementById("countdown")) {
    timer = setInterval(show, 500);
    show();
  }
}
