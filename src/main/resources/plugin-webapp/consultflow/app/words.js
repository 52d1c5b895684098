import { plain } from './dom.js';
import { maybe, t } from './language.js';
import { say } from './said.js';

const TONES = {
  delivered: 'success', read: 'success', joined: 'success', paid: 'success', unconfirmed: 'warning', silent: 'warning', unknown: 'warning',
  absent: 'warning', waiting: 'warning', lost: 'warning', failed: 'danger', undelivered: 'danger', refused: 'danger', 'call-requested': 'danger',
  suppressed: 'default', deferred: 'default', planned: 'default',
};

export const state = (word) => maybe(`state.${word}`) ?? plain(word);
export const channel = (word) => maybe(`channel.${word}`) ?? plain(word);
export const party = (word) => maybe(`party.${word}`) ?? plain(word);
export const status = (word) => maybe(`status.${word}`) ?? plain(word);
export const type = (word) => maybe(`type.${word}`) ?? plain(word);
export const act = (word) => maybe(`for.${word}`) ?? plain(word);
export const tone = (word) => TONES[word] ?? 'info';

/** What happened, to a message or to the visit: `accepted` is one thing by a provider of messages, another by a doctor. */
export const happened = (entry) => (entry.subject === 'message' ? state(entry.what) : maybe(`event.${entry.what}`) ?? plain(entry.what));

/** A kind that nobody has named is its name; those of the plan say how long before. */
export function kind(word) {
  const [, span, unit] = /^reminder-(\d+)(h|min|d)$/.exec(word ?? '') ?? [];
  return maybe(`kind.${word}`) ?? (span ? t('kind.before', { span, unit }) : plain(word));
}

/** `NoConsent` in words; `failed-63024` is a state with its code; `NO_CONSENT` and `no-consent` are the first again. */
export function reason(word) {
  const named = /^([A-Z_]+|[a-z]+(-[a-z]+)+)$/.test(word)
    ? word.toLowerCase().replaceAll(/(^|[_-])(\w)/g, (_, gap, sign) => sign.toUpperCase()) : word;
  const known = maybe(`reason.${named}`);
  if (known) return known;
  const [, what, code] = /^([a-z]+)-(\d+)$/.exec(word) ?? [];
  return code ? t('why.state', { state: state(what), code }) : state(word);
}

/** `email | whatsapp > sms` → `E-mail + WhatsApp, else SMS`. */
export function chains(text) {
  return text.split('|').map((chain) => chain.split('>').map((name) => channel(name.trim()))
    .reduce((first, next) => t('why.else', { first, next }))).join(' + ');
}

/** Why, with the provider's code and its meaning, each once. */
export function why(entry) {
  if (entry.what === 'planned' && entry.detail) return chains(entry.detail);
  const words = entry.reason ? [reason(entry.reason)] : [];
  if (entry.providerCode) words.push(t('why.code', { code: entry.providerCode }));
  const detail = entry.detail && (maybe(`reason.${entry.detail}`) ?? say(entry.detail));
  if (detail && !words.includes(detail)) words.push(detail);
  return words.join(' · ');
}
