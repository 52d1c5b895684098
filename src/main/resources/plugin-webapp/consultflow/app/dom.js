/** Makes an element: attributes by name, functions as listeners, the rest as what it holds. */
export function h(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...content.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== ''));
  return element;
}

/** A table as Cockpit's own. */
export function table(testId, heads, rows) {
  return h('table', { class: 'table table-condensed consultflow-table', 'data-testid': testId },
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, rows));
}

export const row = (attributes, ...cells) =>
  h('tr', attributes, cells.map((cell) => (cell instanceof Node && cell.tagName === 'TD' ? cell : h('td', {}, cell))));

export const refusal = (error) =>
  h('div', { class: 'alert alert-danger', role: 'alert', 'data-testid': 'consultflow-refused' }, error.message);

export const empty = (words) => h('p', { class: 'consultflow-empty', 'data-testid': 'consultflow-empty' }, words);

export const plain = (word) => String(word ?? '').replaceAll(/[-_]/g, ' ');

/** `2026-12-01 09:00:00`, in the zone of who looks, the whole instant in the title. */
export function moment(instant) {
  if (!instant) return '';
  const at = new Date(instant);
  const two = (number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return h('time', { datetime: instant, title: instant, class: 'consultflow-moment' },
    `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`);
}

/** How long until a moment or since it, in one word, such as `in 3 h`. */
export function distance(instant, now) {
  const seconds = Math.round((new Date(instant) - new Date(now)) / 1000);
  const [size, unit] = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']].find(([size]) => Math.abs(seconds) >= size) ?? [1, 's'];
  const span = `${Math.round(Math.abs(seconds) / size)} ${unit}`;
  return seconds >= 0 ? `in ${span}` : `${span} ago`;
}
