import { resources } from './api.js';
import { empty, h, moment, plain, refusal, row, table } from './dom.js';
import { showTimeline } from './timeline.js';

const FIELDS = [
  ['consultationId', 'Consultation id', 'text'], ['patientReference', 'Patient reference', 'text'], ['providerReference', 'Provider reference', 'text'],
  ['from', 'Starts at or after', 'datetime-local'], ['to', 'Starts before', 'datetime-local'],
];

/** Looks for visits, ended ones too. What is looked for is sent in a body: it must not stand in any address. */
export function showSearch(node, api) {
  const ask = resources(api);
  const found = h('div', { role: 'status', 'data-testid': 'consultflow-found' });
  const inputs = FIELDS.map(([name, label, type]) => h('label', {}, label, ' ',
    h('input', { name, type, class: 'form-control input-sm', autocomplete: 'off', 'data-testid': `consultflow-by-${name}` })));
  const form = h('form', { class: 'consultflow-search' }, inputs,
    h('button', { type: 'submit', class: 'btn btn-primary btn-sm', 'data-testid': 'consultflow-search' }, 'Search'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      found.replaceChildren(results(await ask.post('/search', wanted(form))));
    } catch (error) {
      found.replaceChildren(refusal(error));
    }
  });
  node.replaceChildren(h('section', { class: 'consultflow consultflow-page' },
    h('p', {}, h('a', { href: '#/dashboard' }, '« Dashboard')), h('h3', {}, 'Search visits'),
    h('p', {}, 'Ended visits too, for as long as they are kept. There is no search by name.'), form, found));
}

function wanted(form) {
  return Object.fromEntries(FIELDS
    .map(([name, , type]) => [name, form.elements[name].value.trim(), type])
    .filter(([, value]) => value)
    .map(([name, value, type]) => [name, type === 'text' ? value : new Date(value).toISOString()]));
}

function results({ visits, more }) {
  if (!visits.length) return empty('No visit fits.');
  return h('div', {}, table('consultflow-visits', ['Start', 'Consultation', 'Held', 'Status'], visits.map((it) => row({},
    moment(it.start), h('a', { href: `#/consultflow/visit?id=${it.consultationId}` }, it.consultationId), `${plain(it.type)}, ${it.minutes} min`, plain(it.status)))),
  more ? h('p', {}, 'There are more: say a narrower time.') : null);
}

/** One visit, whatever became of its process. */
export function showVisit(node, api) {
  const id = new URLSearchParams(location.hash.split('?')[1]).get('id') ?? '';
  const timeline = h('div', {});
  node.replaceChildren(h('section', { class: 'consultflow-page' },
    h('p', { class: 'consultflow-back' }, h('a', { href: '#/dashboard' }, '« Dashboard'), ' · ', h('a', { href: '#/consultflow/search' }, 'Search visits')), timeline));
  return showTimeline(timeline, api, `/consultation/${encodeURIComponent(id)}`);
}
