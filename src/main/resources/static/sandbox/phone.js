import { reply } from './api.js';
import { attribute, byId, el, icon, linked, list, show, text } from './dom.js';
import { date, day, time } from './format.js';
import { attempt } from './messages.js';
import { language, maybe, t } from './words.js';

const STATES = { delivered: 'delivered', read: 'read', failed: 'failed', undelivered: 'failed', sent: 'sent', received: 'own' };
const NEAR = 60;

/** How a message stands, of the ways the phone shows: queued, sent, delivered, read, failed, and the patient's own. */
export const phoneState = ({ status }) => STATES[status] ?? 'queued';

const STRONG = /(?<!\S)\*(\S[^*\n]*)\*/;

/** WhatsApp shows words between asterisks in bold. */
const marked = (body) => body.split(STRONG).map((part, index) => (index % 2 ? el('strong', {}, part) : linked(part)));

/** The patient's phone: what arrived, what is on its way, and what never came; and a line to write back. */
export function phone(tools) {
  const scroll = byId('chat-scroll');
  const form = byId('phone-reply');
  const line = byId('phone-line');
  let visit = null;
  let channel = 'sms';

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const words = line.value.trim();
    if (!words || form.getAttribute('aria-busy') === 'true') return;
    attribute(form, 'aria-busy', 'true');
    const done = await attempt(() => reply(visit.id, { channel, text: words }));
    attribute(form, 'aria-busy', null);
    if (done !== undefined) line.value = '';
    await tools.refresh();
    scroll.scrollTop = scroll.scrollHeight;
    line.focus();
  });

  function bubble(message, zone) {
    const state = phoneState(message);
    const failed = state === 'failed';
    const own = state === 'own';
    const words = failed ? [t('phone.failed'), message.errorCode].filter(Boolean).join(' · ') : t(`phone.${state}`);
    const why = failed && message.errorCode ? maybe(`code.${message.errorCode}`) : null;
    return el('li', { class: `bubble ${message.channel}${own ? ' own' : ''}`, data: { testid: 'bubble', channel: message.channel, status: message.status, state } },
      el('p', { class: 'bubble-channel' }, icon(message.channel), t(`channel.${message.channel}`)),
      el('p', { class: 'bubble-body', lang: message.lang }, message.channel === 'whatsapp' ? marked(message.body ?? '') : linked(message.body ?? '')),
      el('p', { class: 'bubble-foot' }, el('time', { datetime: message.at }, time(message.at, zone)),
        !own && el('span', { class: `ticks ${state}` }, icon({ queued: 'hour', sent: 'tick', failed: 'close' }[state] ?? 'ticks'),
          el('span', { class: failed || state === 'sent' ? 'tick-words' : 'unseen' }, words))),
      why && el('p', { class: 'bubble-why' }, why));
  }

  return (state) => {
    visit = state.selected?.consultation;
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
    channel = messages.at(-1)?.channel ?? channel;
    attribute(line, 'placeholder', t('phone.reply', { channel: t(`channel.${channel}`) }));
    show(form, messages.length > 0);
    text(byId('phone-of'), visit ? t('phone.of', { name: visit.patientName }) : '');
    text(byId('phone-time'), time(state.clock.now, zone));
    attribute(byId('section-phone'), 'data-count', messages.length);
  };
}
