import { h } from './dom.js';
import { locales, wordLocales } from './language.js';

const MOMENT = new Intl.DateTimeFormat(locales, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const DISTANCE = new Intl.RelativeTimeFormat(wordLocales, { numeric: 'always', style: 'short' });
const SHARE = new Intl.NumberFormat(locales, { style: 'percent', maximumFractionDigits: 1 });
const COUNT = new Intl.NumberFormat(locales);
const UNITS = [[86400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']];

/** An instant as the browser writes it, in the zone of who looks. */
export const written = (instant) => MOMENT.format(new Date(instant));

/** An instant in the zone of who looks, as it came in the title. */
export function moment(instant) {
  return instant ? h('time', { datetime: instant, title: instant, class: 'consultflow-moment' }, written(instant)) : '';
}

/** How long until a moment or since it, in one unit, such as `in 3 hr.` */
export function distance(instant, now) {
  const seconds = Math.round((new Date(instant) - new Date(now)) / 1000);
  const [size, unit] = UNITS.find(([size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return DISTANCE.format(Math.round(seconds / size), unit);
}

export const count = (number) => COUNT.format(number);

/** Never rounded up: only when all arrived it is 100 %. */
export const share = (part, whole) => SHARE.format(Math.floor((part / whole) * 1000) / 1000);
