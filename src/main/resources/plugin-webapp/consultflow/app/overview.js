import { resources } from './api.js';
import { distance, h, refusal, table, row } from './dom.js';
import { channel } from './words.js';

const PAGE = '#/consultflow';
const EVERY = 15000;

/** The start page's section: what should worry ops, each figure a link to the list behind it. */
export function showOverview(node, api) {
  const ask = resources(api);
  const section = h('section', { class: 'consultflow consultflow-overview', 'data-testid': 'consultflow-overview' }, h('p', {}, 'Loading …'));
  node.replaceChildren(section);
  const show = async () => {
    if (document.hidden) return;
    try {
      section.replaceChildren(...view(await ask.get('/overview')));
    } catch (error) {
      section.replaceChildren(refusal(error));
    }
  };
  show();
  const timer = setInterval(show, EVERY);
  return () => clearInterval(timer);
}

function view(all) {
  const many = (list) => (list.length >= all.most ? `${all.most}+` : String(list.length));
  const circuits = Object.keys(all.circuits);
  return [
    h('header', { class: 'consultflow-head' },
      h('h3', {}, 'Visits and messages'),
      h('a', { href: `${PAGE}/pauses`, class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-pauses-link' },
        all.pauses ? `Stopped messages (${all.pauses})` : 'Stop messages'),
      h('a', { href: `${PAGE}/search`, class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-search-link' }, 'Search visits')),
    h('div', { class: 'consultflow-tiles' },
      tile('overdue', 'overdue messages', many(all.overdue), all.overdue.length),
      tile('undeliverable', 'nobody reached', many(all.undeliverable), all.undeliverable.length),
      tile('circuits', 'open circuits', String(circuits.length), circuits.length),
      tile('retrying', 'jobs being retried', many(all.retrying), all.retrying.length),
      tile('rooms', 'rooms failing, next hour', many(all.rooms), all.rooms.length),
      tile('oldest', 'oldest due job', all.oldestJob ? distance(all.oldestJob.at, all.now) : 'none', isOld(all))),
    rates(all.rates)];
}

/** The executor takes a due job within a second. */
const isOld = (all) => all.oldestJob && new Date(all.now) - new Date(all.oldestJob.at) > 60000;

function tile(list, label, figure, alarming) {
  return h('a', { href: `${PAGE}/list?of=${list}`, class: `consultflow-tile${alarming ? ' consultflow-alarming' : ''}`, 'data-testid': `consultflow-tile-${list}` },
    h('strong', {}, figure), h('span', {}, label));
}

function rates(rates) {
  if (!rates.length) return h('p', { class: 'consultflow-empty', 'data-testid': 'consultflow-rates' }, 'Nothing was sent within the last day.');
  return table('consultflow-rates', ['Channel', 'Arrived, last hour', 'Arrived, last day'], rates.map((rate) => row({},
    channel(rate.channel), share(rate.hourArrived, rate.hourLost), share(rate.dayArrived, rate.dayLost))));
}

function share(arrived, lost) {
  const all = arrived + lost;
  return all ? `${Math.floor((arrived / all) * 1000) / 10} % of ${all}` : '—';
}
