import { actButton } from './actions.js';
import { resources } from './api.js';
import { empty, h, redraw, refusal, row, table } from './dom.js';
import { count, distance, moment } from './format.js';
import { t } from './language.js';
import { channel, happened, kind, party, status, tone, why } from './words.js';

/** Shows a consultation's timeline in a node: timers first, then what is planned, then what happened, newest first. */
export async function showTimeline(node, api, source) {
  const ask = resources(api);
  const show = async () => {
    try {
      const page = await ask.get(`${source}/timeline`);
      redraw(node, view(page, ask, source, show));
    } catch (error) {
      node.replaceChildren(refusal(error));
    }
  };
  node.classList.add('consultflow');
  node.replaceChildren(h('p', { class: 'consultflow-empty' }, t('loading')));
  await show();
}

function view(page, ask, source, again) {
  return h('div', { 'data-testid': 'consultflow-timeline' },
    head(page, again),
    timers(page),
    entries(page, ask, source, again));
}

function head(page, again) {
  return h('div', { class: 'consultflow-head' },
    h('span', {}, t('about.visit'), ' ', h('strong', {}, page.consultationId)),
    h('span', {}, h('span', { class: 'label label-info', 'data-testid': 'consultflow-status' }, status(page.status))),
    h('span', {}, t('timeline.starts'), ' ', moment(page.start), ` (${distance(page.start, page.now)})`),
    h('span', {}, t('timeline.entries', { count: count(page.total) })),
    h('button', { type: 'button', class: 'btn btn-default btn-sm', click: again, 'data-testid': 'consultflow-refresh' }, t('timeline.refresh')));
}

function timers(page) {
  if (!page.timers.length) return null;
  return h('section', {},
    h('h4', {}, t('timers.title')),
    table('consultflow-timers', ['due', 'timer', 'state'], page.timers.map((timer) => row({ 'data-element': timer.element },
      [moment(timer.dueAt), ' ', h('small', {}, distance(timer.dueAt, page.now))],
      timer.name ?? timer.element ?? '',
      t(`timer.${timer.suspended ? 'suspended' : timer.retries === 0 ? 'stuck' : 'waits'}`)))));
}

function entries(page, ask, source, again) {
  if (!page.total) return empty(t('timeline.none'));
  const seen = new Set();
  const line = (entry) => drawn(entry, page.now, actions(entry, seen, page, ask, again));
  const body = table('consultflow-entries', ['when', 'about', 'by', 'what', 'why', ''], page.entries.map((entry) => line(entry)));
  const rows = body.querySelector('tbody');
  const more = h('button', { type: 'button', class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-earlier' }, t('timeline.earlier'));
  let next = page.next;
  more.addEventListener('click', async () => {
    more.disabled = true;
    try {
      const earlier = await ask.get(`${source}/timeline?before=${next}`);
      rows.append(...earlier.entries.map((entry) => line(entry)));
      next = earlier.next;
      if (!next) more.remove();
    } catch (error) {
      more.before(refusal(error));
    }
    more.disabled = false;
    more.focus();
  });
  return h('section', {}, h('h4', {}, t('timeline.title')), body, next ? more : null);
}

/** The newest line of a message carries what may be done about it. */
function actions(entry, seen, page, ask, again) {
  if (!page.mayAct || !entry.noticeId || seen.has(entry.noticeId)) return '';
  seen.add(entry.noticeId);
  return actButton(entry, page, ask, again);
}

function drawn(entry, now, act) {
  return row({ class: entry.planned ? 'consultflow-planned' : null, 'data-what': entry.what, 'data-kind': entry.kind },
    entry.planned ? [moment(entry.at), ' ', h('small', {}, distance(entry.at, now))] : moment(entry.at),
    about(entry),
    entry.channel ? channel(entry.channel) : '',
    h('span', { class: `label label-${tone(entry.what)}` }, happened(entry)),
    why(entry),
    act);
}

function about(entry) {
  if (entry.subject !== 'message') return [t(`about.${entry.subject === 'room' ? 'room' : 'visit'}`), entry.party ? ` · ${party(entry.party)}` : ''];
  const of = entry.scheduleRevision > 1 ? ` ${t('about.schedule', { revision: entry.scheduleRevision })}` : '';
  return `${kind(entry.kind)} → ${party(entry.audience)}${of}`;
}
