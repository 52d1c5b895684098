import { calendarPath, mail as load } from './api.js';
import { attribute, byId, el, icon, linked } from './dom.js';
import { moment } from './format.js';
import { read } from './ics.js';
import { attempt } from './messages.js';
import { maybe, t } from './words.js';

const FACTS = ['when', 'where', 'url', 'status', 'alarm', 'organizer', 'sequence', 'uid'];

/** A mail in a dialog: as rendered, its text, its calendar entry. */
export function mailDialog() {
  const dialog = byId('mail-dialog');
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

  return async (summary, zone) => {
    const body = el('div', { class: 'mail-body' }, el('p', { class: 'quiet empty' }, t('mail.loading')));
    const from = el('p', { class: 'quiet' }, moment(summary.at, zone));
    const strip = el('div', { class: 'parts', role: 'tablist', 'aria-label': t('mail.parts') });
    dialog.replaceChildren(el('div', { class: 'mail-head' },
      el('div', {}, el('h2', { id: 'mail-subject', tabindex: '-1', autofocus: true }, summary.subject), from),
      el('button', { type: 'button', class: 'button round', 'aria-label': t('mail.close'), data: { testid: 'mail-close' },
        on: { click: () => dialog.close() } }, icon('close'))), strip, body);
    dialog.showModal();
    const mail = await attempt(() => load(summary.id));
    if (!mail) {
      dialog.close();
      return;
    }
    from.textContent = `${moment(summary.at, zone)} · ${t('mail.from', mail)}`;
    parts(strip, body, [
      mail.html && ['rendered', () => rendered(mail.html)],
      mail.text && ['text', () => el('pre', { class: 'mail-text', tabindex: '0', data: { testid: 'mail-text' } }, linked(mail.text))],
      mail.calendar && ['entry', () => entry(mail, zone)],
    ].filter(Boolean));
  };
}

/** Tabs as the ARIA practices have them: one tab stop, arrows move. */
function parts(strip, body, offered) {
  const panel = el('div', { role: 'tabpanel', id: 'mail-panel', class: 'mail-panel' });
  const tabs = offered.map(([name, build], index) => el('button', { type: 'button', role: 'tab', id: `mail-tab-${name}`,
    'aria-controls': 'mail-panel', data: { testid: `mail-tab-${name}` },
    on: { click: () => open(index, build), keydown: (event) => arrow(event, index) } }, t(`mail.${name}`)));

  function open(index, build) {
    tabs.forEach((tab, place) => {
      attribute(tab, 'aria-selected', String(place === index));
      attribute(tab, 'tabindex', place === index ? '0' : '-1');
    });
    attribute(panel, 'aria-labelledby', tabs[index].id);
    panel.replaceChildren(build());
  }

  function arrow(event, index) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(index + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  }

  strip.append(...tabs);
  body.replaceChildren(panel);
  if (offered.length) open(0, offered[0][1]);
}

function rendered(html) {
  const frame = el('iframe', { sandbox: '', referrerpolicy: 'no-referrer', title: t('mail.frame'), class: 'mail-frame',
    data: { testid: 'mail-frame' } });
  frame.srcdoc = html;
  return el('div', { class: 'framed' }, frame, el('p', { class: 'quiet note' }, t('mail.links')));
}

function entry(mail, zone) {
  const { method, events } = read(mail.calendar);
  return el('div', { class: 'entry-part', data: { testid: 'mail-calendar', method: method ?? '' } },
    events.map((event) => el('article', { class: 'calendar-card' },
      el('p', { class: 'calendar-method' }, icon('calendar'), maybe(`calendar.${method}`) ?? method ?? ''),
      el('h3', {}, event.summary),
      el('dl', {}, FACTS.filter((fact) => event.facts(zone)[fact]).flatMap((fact) => [
        el('dt', {}, t(`calendar.${fact}`)), el('dd', {}, linked(event.facts(zone)[fact]))])),
      event.description && el('p', { class: 'calendar-text' }, linked(event.description)))),
    el('p', {}, el('a', { class: 'button', href: calendarPath(mail.id), download: 'consultation.ics',
      data: { testid: 'mail-calendar-download' } }, icon('calendar'), t('mail.download'))),
    el('details', {}, el('summary', {}, t('mail.raw')), el('pre', { class: 'mail-text', tabindex: '0' }, mail.calendar)));
}
