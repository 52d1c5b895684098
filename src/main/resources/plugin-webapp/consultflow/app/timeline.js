import { actButton } from './actions.js';
import { resources } from './api.js';
import { distance, empty, h, moment, plain, refusal, row, table } from './dom.js';
import { channel, state, tone, why } from './words.js';

/** Shows a consultation's timeline in a node: timers first, then what is planned, then what happened, newest first. */
export async function showTimeline(node, api, source) {
  const ask = resources(api);
  const show = async () => {
    try {
      const page = await ask.get(`${source}/timeline`);
      node.replaceChildren(view(page, ask, source, show));
    } catch (error) {
      node.replaceChildren(refusal(error));
    }
  };
  node.classList.add('consultflow');
  node.replaceChildren(h('p', { class: 'consultflow-empty' }, 'Loading …'));
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
    h('span', {}, 'Visit ', h('strong', {}, page.consultationId)),
    h('span', {}, h('span', { class: 'label label-info', 'data-testid': 'consultflow-status' }, plain(page.status))),
    h('span', {}, 'starts ', moment(page.start), ` (${distance(page.start, page.now)})`),
    h('span', {}, `${page.total} entries`),
    h('button', { type: 'button', class: 'btn btn-default btn-sm', click: again, 'data-testid': 'consultflow-refresh' }, 'Refresh'));
}

function timers(page) {
  if (!page.timers.length) return null;
  return h('section', {},
    h('h4', {}, 'Timers'),
    table('consultflow-timers', ['Due', 'Timer', 'State'], page.timers.map((timer) => row({ 'data-element': timer.element },
      [moment(timer.dueAt), ' ', h('small', {}, distance(timer.dueAt, page.now))],
      timer.name ?? timer.element ?? '',
      timer.suspended ? 'suspended' : timer.retries === 0 ? 'no tries left: see the incident' : 'waits'))));
}

function entries(page, ask, source, again) {
  if (!page.total) return empty('Nothing has happened yet, and nothing is planned.');
  const seen = new Set();
  const line = (entry) => drawn(entry, page.now, actions(entry, seen, page, ask, again));
  const body = table('consultflow-entries', ['When', 'About', 'By', 'What', 'Why', ''], page.entries.map((entry) => line(entry)));
  const rows = body.querySelector('tbody');
  const more = h('button', { type: 'button', class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-earlier' }, 'Show earlier entries');
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
  });
  return h('section', {}, h('h4', {}, 'What is planned, and what happened'), body, next ? more : null);
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
    h('span', { class: `label label-${tone(entry.what)}` }, state(entry.what)),
    why(entry),
    act);
}

function about(entry) {
  if (entry.subject !== 'message') return [entry.subject === 'room' ? 'Room' : 'Visit', entry.party ? ` · ${entry.party}` : ''];
  const of = entry.scheduleRevision > 1 ? ` (schedule ${entry.scheduleRevision})` : '';
  return `${plain(entry.kind)} → ${entry.audience}${of}`;
}
