const AVAILABLE = ['en', 'es'];
const FALLBACK = 'en';

const primary = (tag) => tag.toLowerCase().split('-')[0];
const wanted = navigator.languages?.length ? navigator.languages : [navigator.language];

/** Chosen as Cockpit chooses its own: what the browser wants first, or English. */
export const language = AVAILABLE.find((tag) => tag === primary(wanted[0])) ?? FALLBACK;

/** For dates and numbers: as the browser has them, in our words' language if they are words themselves. */
export const locales = [...wanted];
export const wordLocales = [...wanted.filter((tag) => primary(tag) === language), language];

const read = async (name) => (await fetch(new URL(`../locales/${name}.json`, import.meta.url))).json();
const words = await read(language);
const sentences = language === FALLBACK ? {} : await read(`said-${language}`);

/** The words of a key, its {placeholders} filled; null if there are none. */
export function maybe(key, values = {}) {
  return words[key]?.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? '') ?? null;
}

export const t = (key, values) => maybe(key, values) ?? key;

/** What the service says in English, with its {placeholders}, and the same in our language. */
export const said = Object.entries(sentences);
