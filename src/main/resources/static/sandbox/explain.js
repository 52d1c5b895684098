import { plain } from './format.js';
import { maybe, t } from './words.js';

const TONES = {
  delivered: 'good', read: 'good', unconfirmed: 'warn', silent: 'warn', unknown: 'warn', suppressed: 'mute',
  failed: 'bad', refused: 'bad', 'call-requested': 'bad', planned: 'mute',
};
const STEPS = ['requested', 'sending', 'sent'];
const ICONS = ['email', 'whatsapp', 'sms', 'voice'];

/** Says a line of the timeline in plain words: what it is about, what happened, and why. */
export function explain(entry) {
  const message = entry.subject === 'message';
  return {
    icon: message ? (entry.what === 'call-requested' ? 'person' : ICONS.find((name) => name === entry.channel) ?? 'sms') : 'consultation',
    tone: message ? TONES[entry.what] ?? 'plain' : 'event',
    step: message && STEPS.includes(entry.what),
    title: message ? kind(entry.kind) : maybe(`event.${entry.what}`) ?? plain(entry.what),
    line: message ? line(entry) : entry.party ? t('entry.by', { party: t(`party.${entry.party}`) }) : '',
    why: why(entry),
  };
}

const kind = (word) => maybe(`kind.${word}`) ?? plain(word);

function line(entry) {
  return t(entry.channel ? 'entry.line' : 'entry.bare', {
    channel: maybe(`channel.${entry.channel}`) ?? plain(entry.channel),
    audience: maybe(`party.${entry.audience}`) ?? entry.audience ?? '',
    state: maybe(`state.${entry.what}`) ?? plain(entry.what),
  });
}

/** The reason, the provider's code with its meaning, and what else the service has to say; each once. */
function why(entry) {
  const said = [];
  if (entry.reason) said.push(maybe(`reason.${entry.reason}`) ?? plain(entry.reason));
  const meaning = entry.providerCode ? maybe(`code.${entry.providerCode}`) ?? entry.detail : entry.detail;
  if (meaning && !said.includes(meaning)) said.push(meaning);
  return { words: said.join('; '), code: entry.providerCode ? t('entry.code', { code: entry.providerCode }) : null };
}
