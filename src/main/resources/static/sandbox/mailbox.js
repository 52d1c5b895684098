import { attribute, byId, el, icon, list, show } from './dom.js';
import { moment } from './format.js';
import { mailDialog } from './mail.js';
import { language, onLanguage, t } from './words.js';

const ROLES = ['patient', 'provider'];

/** The two mailboxes, newest mail first. Opening a mail leaves the list as it is. */
export function mailbox(tools) {
  const open = mailDialog();
  const seen = new Set();
  let role = 'patient';

  const buttons = new Map(ROLES.map((each) => [each, el('button', { type: 'button', data: { testid: `mailbox-${each}` },
    on: { click: () => turnTo(each) } })]));
  byId('mail-roles').append(...buttons.values());
  onLanguage(() => turnTo(role));

  function turnTo(other) {
    role = other;
    if (tools.page.state) render(tools.page.state);
  }

  function row(mail, zone) {
    return el('li', {}, el('button', { type: 'button', class: `mail-row${seen.has(mail.id) ? '' : ' unread'}`,
      data: { testid: 'mail-row', id: mail.id, role: mail.role },
      on: { click: () => { seen.add(mail.id); turnTo(role); open(mail, zone); } } },
    el('span', { class: 'mail-subject', lang: mail.lang }, mail.subject),
    el('span', { class: 'mail-at quiet' }, moment(mail.at, zone)),
    mail.hasCalendar && el('span', { class: 'tag' }, icon('calendar'), t('mail.calendar')),
    !seen.has(mail.id) && el('span', { class: 'unseen' }, t('mail.unread'))));
  }

  function render(state) {
    const visit = state.selected?.consultation;
    const mails = state.mails ?? [];
    for (const [each, button] of buttons) {
      const theirs = mails.filter((mail) => mail.role === each);
      const words = `${t(`role.${each}`)} ${theirs.length}`;
      if (button.textContent !== words) button.replaceChildren(`${t(`role.${each}`)} `, el('span', { class: 'count' }, theirs.length));
      attribute(button, 'aria-pressed', String(each === role));
      attribute(button, 'data-unread', theirs.some((mail) => !seen.has(mail.id)) ? 'true' : null);
    }
    const shown = mails.filter((mail) => mail.role === role);
    const held = document.activeElement?.dataset?.id;
    list(byId('mails'), shown, {
      key: (mail) => mail.id,
      version: (mail) => [language(), visit?.timeZone, seen.has(mail.id)].join(),
      render: (mail) => row({ ...mail, lang: role === 'patient' ? visit?.locale : null }, visit?.timeZone),
    });
    if (held && !document.activeElement?.dataset?.id) {
      byId('mails').querySelector(`[data-id="${CSS.escape(held)}"]`)?.focus();
    }
    show(byId('mails-empty'), shown.length === 0);
  }

  return render;
}
