/** Builds an element. Text goes in as text nodes only, never as markup. */
export function el(tag, { class: className, data, on, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(data ?? {})) node.dataset[name] = value;
  for (const [name, listener] of Object.entries(on ?? {})) node.addEventListener(name, listener);
  for (const [name, value] of Object.entries(attributes)) attribute(node, name, value);
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon of the sprite in index.html; decoration, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** Sets or removes an attribute, and touches the page only if that changes something. */
export function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function text(node, value) {
  const wanted = value ?? '';
  if (node.textContent !== wanted) node.textContent = wanted;
}

export const show = (node, visible) => attribute(node, 'hidden', !visible);

const rendered = new WeakMap();

/**
 * Makes the children of `parent` show `items`, in order. An item's node stays as it is, with focus and scroll, until
 * its version changes. Answers the keys that are new.
 */
export function list(parent, items, { key, version, render }) {
  const before = rendered.get(parent) ?? new Map();
  const after = new Map();
  const fresh = [];
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const stamp = version(item);
    let entry = before.get(id);
    if (!entry || entry.stamp !== stamp) {
      if (!entry) fresh.push(id);
      const node = render(item);
      if (entry) {
        if (entry.node === place) place = node;
        entry.node.replaceWith(node);
      }
      entry = { stamp, node };
    }
    if (entry.node === place) place = place.nextElementSibling;
    else parent.insertBefore(entry.node, place);
    after.set(id, entry);
  }
  for (const [id, entry] of before) if (!after.has(id)) entry.node.remove();
  rendered.set(parent, after);
  return fresh;
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;

/** The text, with its web addresses as links that tell the other page nothing. */
export function linked(source) {
  const parts = [];
  let from = 0;
  for (const match of source.matchAll(LINK)) {
    parts.push(source.slice(from, match.index));
    parts.push(el('a', { href: match[0], target: '_blank', rel: 'noopener noreferrer' }, match[0]));
    from = match.index + match[0].length;
  }
  parts.push(source.slice(from));
  return parts.filter((part) => part !== '');
}
