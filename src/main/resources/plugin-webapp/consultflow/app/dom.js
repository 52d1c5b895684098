import { t } from './language.js';

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

const marked = (element) => ['testid', 'notice'].filter((name) => element.dataset[name])
  .map((name) => `[data-${name}="${element.dataset[name]}"]`).join('');

/** Draws a node anew; who stands on a part of it with the keyboard stands on the same part afterwards. */
export function redraw(node, ...content) {
  const mark = node.contains(document.activeElement) ? marked(document.activeElement) : '';
  node.replaceChildren(...content);
  if (mark) node.querySelector(mark)?.focus();
}

/** A table as Cockpit's own, its heads by their keys. */
export function table(testId, heads, rows) {
  return h('table', { class: 'table table-condensed consultflow-table', 'data-testid': testId },
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head && t(`head.${head}`))))),
    h('tbody', {}, rows));
}

export const row = (attributes, ...cells) =>
  h('tr', attributes, cells.map((cell) => (cell instanceof Node && cell.tagName === 'TD' ? cell : h('td', {}, cell))));

export const refusal = (error) =>
  h('div', { class: 'alert alert-danger', role: 'alert', 'data-testid': 'consultflow-refused' }, error.message);

export const empty = (words) => h('p', { class: 'consultflow-empty', 'data-testid': 'consultflow-empty' }, words);

export const plain = (word) => String(word ?? '').replaceAll(/[-_]/g, ' ');
