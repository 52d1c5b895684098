import { english } from './words/en.js';
import { spanish } from './words/es.js';

const WORDS = { en: english, es: spanish };
const KEPT = 'consultflow.language';

let current = preferred();
const listeners = [];

function preferred() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // a browser that keeps nothing has its own preference only
  }
  const wanted = [kept, ...(navigator.languages ?? [navigator.language])].map((tag) => tag?.slice(0, 2));
  return wanted.find((tag) => WORDS[tag]) ?? 'en';
}

export const language = () => current;

export function speak(tag) {
  current = WORDS[tag] ? tag : 'en';
  try {
    localStorage.setItem(KEPT, current);
  } catch {
    // then it holds for this visit
  }
  translate();
  listeners.forEach((listener) => listener());
}

export const onLanguage = (listener) => listeners.push(listener);

/** The words of a key with its {placeholders} filled; null when there are none, so that a caller can fall back. */
export function maybe(key, values = {}) {
  const words = WORDS[current][key] ?? WORDS.en[key];
  return words === undefined ? null : words.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export const t = (key, values) => maybe(key, values) ?? key;

/** Puts the current language into everything of the page that names its words: data-t, and data-t-label for names. */
export function translate(root = document) {
  document.documentElement.lang = current;
  document.title = t('title');
  for (const node of root.querySelectorAll('[data-t]')) {
    const words = t(node.dataset.t);
    if (node.textContent !== words) node.textContent = words;
  }
  for (const node of root.querySelectorAll('[data-t-label]')) node.setAttribute('aria-label', t(node.dataset.tLabel));
}
