import { resources } from './api.js';
import { h, redraw, refusal, row, table } from './dom.js';
import { count, distance, share } from './format.js';
import { t } from './language.js';
import { channel } from './words.js';

const PAGE = '#/consultflow';
const EVERY = 15000;

/** The start page's section: what should worry ops, each figure a link to the list behind it. */
export function showOverview(node, api) {
  const ask = resources(api);
  const section = h('section', { class: 'consultflow consultflow-overview', 'data-testid': 'consultflow-overview' }, h('p', {}, t('loading')));
  node.replaceChildren(section);
  const show = async () => {
    if (document.hidden) return;
    try {
      redraw(section, ...view(await ask.get('/overview')));
    } catch (error) {
      section.replaceChildren(refusal(error));
    }
  };
  show();
  const timer = setInterval(show, EVERY);
  return () => clearInterval(timer);
}

function view(all) {
  const many = (list) => (list.length >= all.most ? `${count(all.most)}+` : count(list.length));
  const circuits = Object.keys(all.circuits);
  return [
    h('header', { class: 'consultflow-head' },
      h('h3', {}, t('overview.title')),
      h('a', { href: `${PAGE}/pauses`, class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-pauses-link' },
        all.pauses ? t('pauses.link', { count: count(all.pauses) }) : t('pauses.do')),
      h('a', { href: `${PAGE}/search`, class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-search-link' }, t('search.title'))),
    h('div', { class: 'consultflow-tiles' },
      tile('overdue', many(all.overdue), all.overdue.length),
      tile('undeliverable', many(all.undeliverable), all.undeliverable.length),
      tile('circuits', count(circuits.length), circuits.length),
      tile('retrying', many(all.retrying), all.retrying.length),
      tile('rooms', many(all.rooms), all.rooms.length),
      tile('oldest', all.oldestJob ? distance(all.oldestJob.at, all.now) : t('tile.none'), isOld(all))),
    rates(all.rates)];
}

/** The executor takes a due job within a second. */
const isOld = (all) => all.oldestJob && new Date(all.now) - new Date(all.oldestJob.at) > 60000;

function tile(list, figure, alarming) {
  return h('a', { href: `${PAGE}/list?of=${list}`, class: `consultflow-tile${alarming ? ' consultflow-alarming' : ''}`, 'data-testid': `consultflow-tile-${list}` },
    h('strong', {}, figure), h('span', {}, t(`tile.${list}`)));
}

function rates(rates) {
  if (!rates.length) return h('p', { class: 'consultflow-empty', 'data-testid': 'consultflow-rates' }, t('rates.none'));
  return table('consultflow-rates', ['channel', 'hour', 'day'], rates.map((rate) => row({},
    channel(rate.channel), arrived(rate.hourArrived, rate.hourLost), arrived(rate.dayArrived, rate.dayLost))));
}

function arrived(those, lost) {
  const all = those + lost;
  return all ? t('rates.of', { share: share(those, all), all: count(all) }) : '—';
}
