import { resources } from './api.js';
import { empty, h, refusal, row, table } from './dom.js';
import { count, moment } from './format.js';
import { t } from './language.js';
import { showTimeline } from './timeline.js';
import { status, type } from './words.js';

const FIELDS = [
  ['consultationId', 'text'], ['patientReference', 'text'], ['providerReference', 'text'], ['from', 'datetime-local'], ['to', 'datetime-local'],
];

/** Looks for visits, ended ones too. What is looked for is sent in a body: it must not stand in any address. */
export function showSearch(node, api) {
  const ask = resources(api);
  const found = h('div', { role: 'status', 'data-testid': 'consultflow-found' });
  const inputs = FIELDS.map(([name, form]) => h('label', {}, t(`field.${name}`), ' ',
    h('input', { name, type: form, class: 'form-control input-sm', autocomplete: 'off', 'data-testid': `consultflow-by-${name}` })));
  const form = h('form', { class: 'consultflow-search' }, inputs,
    h('button', { type: 'submit', class: 'btn btn-primary btn-sm', 'data-testid': 'consultflow-search' }, t('search.do')));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      found.replaceChildren(results(await ask.post('/search', wanted(form))));
    } catch (error) {
      found.replaceChildren(refusal(error));
    }
  });
  node.replaceChildren(h('section', { class: 'consultflow consultflow-page' },
    h('p', {}, h('a', { href: '#/dashboard' }, t('back'))), h('h3', {}, t('search.title')),
    h('p', {}, t('search.meaning')), form, found));
}

function wanted(form) {
  return Object.fromEntries(FIELDS
    .map(([name, type]) => [name, form.elements[name].value.trim(), type])
    .filter(([, value]) => value)
    .map(([name, value, type]) => [name, type === 'text' ? value : new Date(value).toISOString()]));
}

function results({ visits, more }) {
  if (!visits.length) return empty(t('search.none'));
  return h('div', {}, table('consultflow-visits', ['start', 'consultation', 'type', 'status'], visits.map((it) => row({},
    moment(it.start), h('a', { href: `#/consultflow/visit?id=${it.consultationId}` }, it.consultationId), t('search.type', { type: type(it.type), minutes: count(it.minutes) }), status(it.status)))),
  more ? h('p', {}, t('search.more')) : null);
}

/** One visit, whatever became of its process. */
export function showVisit(node, api) {
  const id = new URLSearchParams(location.hash.split('?')[1]).get('id') ?? '';
  const timeline = h('div', {});
  node.replaceChildren(h('section', { class: 'consultflow-page' },
    h('p', { class: 'consultflow-back' }, h('a', { href: '#/dashboard' }, t('back')), ' · ', h('a', { href: '#/consultflow/search' }, t('search.title'))), timeline));
  return showTimeline(timeline, api, `/consultation/${encodeURIComponent(id)}`);
}
