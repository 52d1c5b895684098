import { moment, plain } from './format.js';
import { maybe, t } from './words.js';

const TONES = {
  delivered: 'good', read: 'good', unconfirmed: 'warn', silent: 'warn', unknown: 'warn', suppressed: 'mute',
  failed: 'bad', undelivered: 'bad', refused: 'bad', absent: 'warn', waiting: 'warn', deferred: 'mute', held: 'warn', released: 'mute', 'call-requested': 'bad', planned: 'mute',
};
const STEPS = ['requested', 'accepted', 'queued', 'sending', 'sent'];
/** Why a fallback stayed at home: nothing that needs attention. */
const SPARED = ['AlreadyDelivered'];
const ICONS = ['email', 'whatsapp', 'sms', 'voice'];

/** Says a line of the timeline in plain words: what it is about, what happened, and why. */
export function explain(entry, zone) {
  const message = entry.subject === 'message';
  return {
    icon: message ? (entry.what === 'call-requested' ? 'person' : ICONS.find((name) => name === entry.channel) ?? 'hour') : 'consultation',
    tone: message ? TONES[entry.what] ?? 'plain' : 'event',
    step: message && (STEPS.includes(entry.what) || (entry.what === 'suppressed' && SPARED.includes(entry.reason))),
    title: message ? kind(entry.kind) : maybe(`event.${entry.what}`) ?? plain(entry.what),
    line: message ? line(entry) : entry.party ? t('entry.by', { party: t(`party.${entry.party}`) }) : '',
    why: why(entry, zone),
  };
}

function kind(word) {
  const [, count, unit] = /^reminder-(\d+)(h|min|d)$/.exec(word ?? '') ?? [];
  return maybe(`kind.${word}`) ?? (count ? t('kind.reminder-before', { span: `${count} ${unit}` }) : plain(word));
}

/** `NO_CONSENT`, `no-consent` and `NoConsent` are one reason; `failed-63024` is a state with its code. */
function reason(word) {
  const named = /^([A-Z_]+|[a-z]+(-[a-z]+)+)$/.test(word) ? word.toLowerCase().replaceAll(/(^|[_-])(\w)/g, (_, gap, sign) => sign.toUpperCase()) : word;
  const [state, code] = word.split('-');
  return maybe(`reason.${named}`)
    ?? [maybe(`state.${state}`) ?? plain(state), code && (maybe(`code.${code}`) ?? code)].filter(Boolean).join(', ');
}

/** `email | whatsapp > sms` → `E-mail + WhatsApp, else SMS`. */
function chains(detail) {
  const named = (channel) => maybe(`channel.${channel}`) ?? plain(channel);
  return detail.split('|').map((chain) => chain.split('>').map((channel) => named(channel.trim()))
    .reduce((first, second) => t('entry.else', { first, second }))).join(' + ');
}

function line(entry) {
  return t(entry.channel ? 'entry.line' : 'entry.bare', {
    channel: maybe(`channel.${entry.channel}`) ?? plain(entry.channel),
    audience: maybe(`party.${entry.audience}`) ?? entry.audience ?? '',
    state: maybe(`state.${entry.what}`) ?? plain(entry.what),
  });
}

/** `until 2026-12-01T20:00:00Z`, in the zone of the visit. */
const until = (detail, zone) => t('entry.until', { moment: moment(detail.split(' ').pop(), zone) });

/** Why a person is asked, how the patient answered, or `answered, by rita`: the result and who told it. */
function answer(detail) {
  const [, result, user] = /^(.+), by (.+)$/.exec(detail) ?? [, detail];
  const words = maybe(`answer.${result}`) ?? result;
  return user ? t('entry.told', { words, user }) : words;
}

/** The reason, the provider's code with its meaning, and what else the service has to say; each once. */
function why(entry, zone) {
  const said = [];
  if (entry.reason) said.push(reason(entry.reason));
  if (entry.what === 'planned' && entry.detail) return { words: chains(entry.detail), code: null };
  if (entry.what === 'deferred') return { words: `${said.join('; ')}, ${until(entry.detail, zone)}`, code: null };
  if (entry.what === 'held') {
    const [end, ...reason] = entry.detail.split(': ');
    return { words: `${said.join('; ')}, ${until(end, zone)}: ${reason.join(': ')}`, code: null };
  }
  const detail = entry.detail && entry.subject !== 'message' ? answer(entry.detail) : entry.detail;
  const meaning = entry.providerCode ? maybe(`code.${entry.providerCode}`) ?? detail : detail;
  if (meaning && !said.includes(meaning)) said.push(meaning);
  return { words: said.join('; '), code: entry.providerCode ? t('entry.code', { code: entry.providerCode }) : null };
}
