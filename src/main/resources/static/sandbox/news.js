import { byId, text } from './dom.js';
import { phoneState } from './phone.js';
import { maybe, t } from './words.js';

const TOLD = 3;

/** Says politely what is new since the last look, and answers which sections have news. */
export function news() {
  let before = null;
  return (state) => {
    const visit = state.selected?.consultation;
    const now = {
      id: visit?.id,
      status: visit?.status,
      phone: new Map((state.phone ?? []).map((message) => [message.sid, message.status])),
      mails: new Set((state.mails ?? []).map((mail) => mail.id)),
      happened: (state.selected?.timeline ?? []).filter((entry) => !entry.planned).length,
      places: (state.selected?.process?.active ?? []).join(),
    };
    const last = before;
    before = now;
    if (!last || last.id !== now.id || !visit) return [];
    const words = [];
    const fresh = new Set();
    if (last.status !== now.status) words.push(t('news.status', { status: maybe(`status.${now.status}`) ?? now.status }));
    for (const message of state.phone ?? []) {
      if (last.phone.get(message.sid) === message.status) continue;
      fresh.add('phone');
      words.push(t('news.phone', { channel: t(`channel.${message.channel}`), state: t(`phone.${phoneState(message)}`) }));
    }
    for (const mail of state.mails ?? []) {
      if (last.mails.has(mail.id)) continue;
      fresh.add('mail');
      words.push(t('news.mail', { role: t(`role.${mail.role}`), subject: mail.subject }));
    }
    if (last.happened !== now.happened) fresh.add('timeline');
    if (last.places !== now.places) {
      fresh.add('process');
      words.push(byId('token-words').textContent);
    }
    if (words.length) text(byId('news'), words.slice(-TOLD).join(' '));
    return fresh;
  };
}
