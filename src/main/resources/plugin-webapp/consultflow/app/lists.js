import { resources } from './api.js';
import { distance, empty, h, moment, plain, refusal, row, table } from './dom.js';
import { channel, reason } from './words.js';

const visit = (id) => (id ? h('a', { href: `#/consultflow/visit?id=${id}` }, id) : '');
const instance = (id) => (id ? h('a', { href: `#/process-instance/${id}` }, 'in the diagram') : '');

const messages = (rows, now) => table('consultflow-list', ['Since', 'Visit', 'Message', 'By', 'Why', 'Of use until'], rows.map((it) => row({},
  moment(it.at), visit(it.consultationId), `${plain(it.kind)} → ${it.audience}`, it.channel ? channel(it.channel) : '',
  it.reason ? reason(it.reason) : '', [moment(it.deadline), ' ', h('small', {}, distance(it.deadline, now))])));

const jobs = (rows, now) => table('consultflow-list', ['Due', 'Visit', 'Element', 'State', 'Process instance'], rows.map((it) => row({},
  [moment(it.at), ' ', h('small', {}, distance(it.at, now))], visit(it.consultationId), it.element ?? '', it.detail ?? '', instance(it.processInstanceId))));

const circuits = (troubles) => table('consultflow-list', ['Provider or account', 'Why'],
  Object.entries(troubles).map(([name, why]) => row({}, name, why)));

const LISTS = {
  overdue: ['Overdue messages', 'Due for more than a minute and not sent yet.', (all) => all.overdue, messages],
  undeliverable: ['Nobody reached', 'No channel arrived; a person is asked to phone.', (all) => all.undeliverable, messages],
  circuits: ['Open circuits', 'Nothing but a trial is sent there at present, by the node that answers this page.', (all) => all.circuits, circuits],
  retrying: ['Jobs being retried', 'They failed and are tried again; an incident comes when no try is left.', (all) => all.retrying, jobs],
  rooms: ['Rooms failing', 'Visits within the next hour whose room could not be made so far.', (all) => all.rooms, jobs],
  oldest: ['Oldest due job', 'The job that should have run first of all.', (all) => (all.oldestJob ? [all.oldestJob] : []), jobs],
};

/** The list behind a figure of the start page. */
export async function showList(node, api) {
  const of = new URLSearchParams(location.hash.split('?')[1]).get('of');
  const [title, meaning, pick, draw] = LISTS[of] ?? LISTS.overdue;
  const page = h('section', { class: 'consultflow consultflow-page', 'data-testid': 'consultflow-list-page' });
  node.replaceChildren(page);
  const back = h('p', {}, h('a', { href: '#/dashboard' }, '« Dashboard'));
  try {
    const all = await resources(api).get('/overview');
    const rows = pick(all);
    const none = Array.isArray(rows) ? !rows.length : !Object.keys(rows).length;
    page.replaceChildren(back, h('h3', {}, title), h('p', {}, meaning), none ? empty('None at present.') : draw(rows, all.now));
  } catch (error) {
    page.replaceChildren(back, refusal(error));
  }
}
