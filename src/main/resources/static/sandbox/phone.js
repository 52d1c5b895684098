import { attribute, byId, el, icon, linked, list, show, text } from './dom.js';
import { date, day, time } from './format.js';
import { language, maybe, t } from './words.js';

const STATES = { delivered: 'delivered', read: 'read', failed: 'failed', undelivered: 'failed', sent: 'sent' };
const NEAR = 60;

/** How a message stands, of the five ways the phone shows: queued, sent, delivered, read, failed. */
export const phoneState = ({ status }) => STATES[status] ?? 'queued';

const STRONG = /(?<!\S)\*(\S[^*\n]*)\*/;

/** WhatsApp shows words between asterisks in bold. */
const marked = (body) => body.split(STRONG).map((part, index) => (index % 2 ? el('strong', {}, part) : linked(part)));

/** The patient's phone: what arrived, what is on its way, and what never came. */
export function phone() {
  const scroll = byId('chat-scroll');

  function bubble(message, zone) {
    const state = phoneState(message);
    const failed = state === 'failed';
    const words = failed ? [t('phone.failed'), message.errorCode].filter(Boolean).join(' · ') : t(`phone.${state}`);
    const why = failed && message.errorCode ? maybe(`code.${message.errorCode}`) : null;
    return el('li', { class: `bubble ${message.channel}`, data: { testid: 'bubble', channel: message.channel, status: message.status, state } },
      el('p', { class: 'bubble-channel' }, icon(message.channel), t(`channel.${message.channel}`)),
      el('p', { class: 'bubble-body', lang: message.lang }, message.channel === 'whatsapp' ? marked(message.body ?? '') : linked(message.body ?? '')),
      el('p', { class: 'bubble-foot' }, el('time', { datetime: message.at }, time(message.at, zone)),
        el('span', { class: `ticks ${state}` }, icon({ queued: 'hour', sent: 'tick', failed: 'close' }[state] ?? 'ticks'),
          el('span', { class: failed || state === 'sent' ? 'tick-words' : 'unseen' }, words))),
      why && el('p', { class: 'bubble-why' }, why));
  }

  return (state) => {
    const visit = state.selected?.consultation;
    const zone = visit?.timeZone;
    const messages = state.phone ?? [];
    const rows = [];
    for (const message of messages) {
      const today = day(message.at, zone);
      if (rows.at(-1)?.today !== today) rows.push({ head: true, at: message.at });
      rows.push({ ...message, today });
    }
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    const fresh = list(byId('chat'), rows, {
      key: (row) => (row.head ? day(row.at, zone) : row.sid),
      version: (row) => [language(), zone, row.status, row.errorCode, row.body].join('|'),
      render: (row) => (row.head ? el('li', { class: 'chat-day' }, date(row.at, zone)) : bubble({ ...row, lang: visit?.locale }, zone)),
    });
    if (fresh.length && atEnd) scroll.scrollTop = scroll.scrollHeight;
    show(byId('chat-empty'), messages.length === 0);
    text(byId('phone-of'), visit ? t('phone.of', { name: visit.patientName }) : '');
    text(byId('phone-time'), time(state.clock.now, zone));
    attribute(byId('section-phone'), 'data-count', messages.length);
  };
}
