export const find = (id) => document.getElementById(id);

/** Of a group of sentences, shows the one, or none. */
export function say(group, key) {
  document.querySelectorAll(`[data-said^="${group}:"]`).forEach((words) => {
    const wanted = words.dataset.said !== `${group}:${key}`;
    if (words.hidden !== wanted) words.hidden = wanted;
  });
}

/** Of the parts of the visit, shows the one; who can't see it hears its heading. */
export function view(name) {
  const parts = [...document.querySelectorAll("main > [data-view]")];
  const next = parts.find((part) => part.dataset.view === name);
  if (!next.hidden) return;
  parts.forEach((part) => { part.hidden = part !== next; });
  document.body.classList.toggle("in-call", name === "call");
  heading(next)?.focus();
}

export function heading(part) {
  return [...part.querySelectorAll("h1")].find((one) => one.checkVisibility());
}

/** A button that is on or off says what it will do next. */
export function turn(button, on) {
  button.dataset.on = on;
  button.querySelectorAll("[data-when]").forEach((words) => { words.hidden = words.dataset.when !== String(on); });
}
