import { plain } from './dom.js';

const STATES = {
  requested: 'requested', sending: 'being sent', accepted: 'taken by the provider', queued: 'queued at the provider', sent: 'sent',
  delivered: 'delivered', read: 'read', failed: 'failed', undelivered: 'not delivered', refused: 'refused by the provider',
  silent: 'nothing heard in time', unconfirmed: 'sent, without proof', unknown: 'the answer never came', absent: 'never reached the provider',
  suppressed: 'not sent', deferred: 'put off', waiting: 'waits for its provider', lost: 'could not be found out', planned: 'planned',
  held: 'held by a pause', released: 'let go on',
  'call-requested': 'a person was asked to phone', 'phoned': 'told by phone', 'session-starts': 'the visit starts',
  'room-reserved': 'room is asked for', 'room-made': 'room made', 'room-completed': 'room closed', 'room-ended': 'the provider closed the room',
  'room-end-untold': 'room found closed', joined: 'joined', left: 'left', 'payment-requested': 'payment requested', paid: 'paid',
};
const REASONS = {
  OffsetInPast: 'its moment had passed when it was planned', NotPlanned: 'the plan has no such reminder', Cancelled: 'the visit was called off',
  Superseded: 'overtaken by a later state of the visit', TooLate: 'its useful moment has gone', AlreadyDelivered: 'another channel has proof of arrival',
  NoConsent: 'no consent to this channel', NoAddress: 'no address for this channel', OptedOut: 'the person said stop', GivenUp: 'nothing arrives at this number',
  ProviderUnavailable: 'no provider of this channel can be used', QuietHours: 'quiet hours', DoneByPhone: 'a person was told by phone', Paused: 'paused',
};
const TONES = {
  delivered: 'success', read: 'success', joined: 'success', paid: 'success', unconfirmed: 'warning', silent: 'warning', unknown: 'warning',
  absent: 'warning', waiting: 'warning', lost: 'warning', failed: 'danger', undelivered: 'danger', refused: 'danger', 'call-requested': 'danger',
  suppressed: 'default', deferred: 'default', planned: 'default',
};
export const CHANNELS = { email: 'E-mail', whatsapp: 'WhatsApp', sms: 'SMS', voice: 'Phone' };

export const state = (word) => STATES[word] ?? plain(word);
export const channel = (word) => CHANNELS[word] ?? plain(word);
export const tone = (word) => TONES[word] ?? 'info';

/** `NoConsent` in words; `failed-63024` is a state with its code; `NO_CONSENT` and `no-consent` are the first again. */
export function reason(word) {
  const named = /^([A-Z_]+|[a-z]+(-[a-z]+)+)$/.test(word)
    ? word.toLowerCase().replaceAll(/(^|[_-])(\w)/g, (_, gap, sign) => sign.toUpperCase()) : word;
  if (REASONS[named]) return REASONS[named];
  const [, what, code] = /^([a-z]+)-(\d+)$/.exec(word) ?? [];
  return code ? `${state(what)}, code ${code}` : plain(word);
}

/** `email | whatsapp > sms` → `E-mail + WhatsApp, else SMS`. */
export function chains(text) {
  return text.split('|').map((chain) => chain.split('>').map((name) => channel(name.trim())).join(', else ')).join(' + ');
}

/** Why, with the provider's code and its meaning, each once. */
export function why(entry) {
  if (entry.what === 'planned' && entry.detail) return chains(entry.detail);
  const said = entry.reason ? [reason(entry.reason)] : [];
  if (entry.providerCode) said.push(`code ${entry.providerCode}`);
  if (entry.detail && !said.includes(entry.detail)) said.push(entry.detail);
  return said.join(' · ');
}
