import { command } from './api.js';
import { choice, field, hours, openForm } from './booking.js';
import { attribute, byId, el, list, show, text } from './dom.js';
import { city, moment, span } from './format.js';
import { attempt } from './messages.js';
import { language, maybe, t } from './words.js';

const AHEAD = ['requested', 'awaiting-payment', 'confirmed'];
const PARTIES = ['patient', 'provider', 'clinic'];

/** Which commands a status allows. */
const COMMANDS = [
  { name: 'accept', when: ['requested'], primary: true },
  { name: 'decline', when: ['requested'] },
  { name: 'pay', when: ['awaiting-payment'], primary: true },
  { name: 'complete', when: ['in-session'], primary: true },
  { name: 'reschedule', when: AHEAD, ask: askReschedule },
  { name: 'cancel', when: AHEAD, ask: askCancel },
];

const statusWords = (status) => maybe(`status.${status}`) ?? status;
const typeWords = (type) => maybe(`type.${type}`) ?? type;

/** The consultations to choose from, the chosen one, and what may be done to it. */
export function consultation(tools) {
  let id = null;

  async function run(name, body, button) {
    if (button?.getAttribute('aria-busy') === 'true') return false;
    if (button) attribute(button, 'aria-busy', 'true');
    const done = await attempt(() => command(id, name, body));
    if (button) attribute(button, 'aria-busy', null);
    await tools.refresh();
    return done !== undefined;
  }

  const renderChoice = (state) => list(byId('consultations'), state.consultations, {
    key: (each) => each.id,
    version: (each) => [language(), each.id === id, each.status, each.start, each.type].join(),
    render: (each) => el('li', {}, el('button', {
      type: 'button', class: 'choice', 'aria-current': each.id === id ? 'true' : null,
      data: { testid: 'consultation-choice', id: each.id, status: each.status },
      on: { click: () => tools.choose(each.id).then(() => byId('consultations').querySelector('[aria-current]')?.focus()) },
    }, el('span', { class: 'dot' }), el('span', {}, moment(each.start, each.timeZone)),
    el('span', { class: 'quiet' }, `${typeWords(each.type)}, ${statusWords(each.status)}`))),
  });

  const renderCommands = (status) => {
    const held = byId('commands').contains(document.activeElement);
    const allowed = COMMANDS.filter((each) => each.when.includes(status));
    list(byId('commands'), allowed.length ? allowed : [{ name: 'ended' }], {
      key: (each) => each.name,
      version: language,
      render: (each) => each.when
        ? el('button', { type: 'button', class: `button${each.primary ? ' primary' : ''}`, data: { testid: `command-${each.name}` },
          on: { click: ({ currentTarget }) => (each.ask ? each.ask(run) : run(each.name, {}, currentTarget)) } }, t(`command.${each.name}`))
        : el('p', { class: 'quiet' }, t('command.ended')),
    });
    if (held && !byId('commands').contains(document.activeElement)) byId('subject-title').focus();
  };

  return (state) => {
    const visit = state.selected?.consultation;
    if (!visit) return;
    const turned = id !== visit.id;
    id = visit.id;
    renderChoice(state);
    if (turned) byId('consultations').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const ahead = Date.parse(visit.start) - Date.parse(state.clock.now);
    text(byId('subject-title'), t('subject.title', { type: typeWords(visit.type), when: moment(visit.start, visit.timeZone) }));
    const pill = byId('subject-status');
    text(pill, statusWords(visit.status));
    attribute(pill, 'data-status', visit.status);
    const facts = [t('subject.facts', { patient: visit.patientName, provider: visit.providerName,
      minutes: visit.durationMinutes, city: city(visit.timeZone) })];
    if (ahead > 0 && AHEAD.includes(visit.status)) facts.push(t('subject.ahead', { span: span(ahead) }));
    if (visit.scheduleRevision > 1) facts.push(t('subject.moved', { count: visit.scheduleRevision - 1 }));
    text(byId('subject-facts'), facts.join(' · '));
    renderCommands(visit.status);
    list(byId('join-links'), Object.entries(state.selected.joinLinks), {
      key: ([participant]) => participant,
      version: ([, link]) => [language(), link].join(),
      render: ([participant, link]) => el('a', { href: link, target: '_blank', rel: 'noopener', data: { testid: `join-${participant}` } }, t(`join.${participant}`)),
    });
    show(byId('consultations-place'), state.consultations.length > 1);
  };
}

function askCancel(run) {
  const by = choice('by', 'cancel-by', PARTIES, (party) => `role.${party}`);
  openForm('cancel.title', 'cancel.submit', [field('cancel.by', by)],
    (button) => run('cancel', { by: by.value }, button));
}

function askReschedule(run) {
  const when = hours('inHours', 'reschedule-hours', 48);
  openForm('reschedule.title', 'reschedule.submit', [field('reschedule.hours', when)],
    (button) => run('reschedule', { inHours: Number(when.value) }, button));
}
