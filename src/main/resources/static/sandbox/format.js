import { language } from './words.js';

const LOCALES = { en: 'en-GB', es: 'es-ES' };
const formats = new Map();

function format(zone, options) {
  const id = JSON.stringify([language(), zone, options]);
  if (!formats.has(id)) {
    formats.set(id, new Intl.DateTimeFormat(LOCALES[language()], { timeZone: zone || undefined, ...options }));
  }
  return formats.get(id);
}

export const time = (instant, zone) =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));

export const date = (instant, zone) =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));

export const longDate = (instant, zone) =>
  format(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(instant));

export const moment = (instant, zone) => `${date(instant, zone)}, ${time(instant, zone)}`;

/** The day of an instant in a zone, as a key. */
export const day = (instant, zone) =>
  format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant));

/** `Australia/Melbourne` → `Melbourne`. */
export const city = (zone) => (zone ?? '').split('/').pop().replaceAll('_', ' ');

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A length of time in its two largest units: `1 d 2 h`, `45 min`. */
export function span(milliseconds) {
  const minutes = Math.round(Math.abs(milliseconds) / 60000);
  const parts = [[Math.floor(minutes / 1440), 'd'], [Math.floor(minutes / 60) % 24, 'h'], [minutes % 60, 'min']];
  const from = parts.findIndex(([count]) => count > 0);
  if (from < 0) return '< 1 min';
  return parts.slice(from, from + 2).filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** `reminder-24h` → `Reminder 24h`: for words that nobody has named yet. */
export function plain(word) {
  const words = (word ?? '').replaceAll(/[-_]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
