import { resources } from './api.js';
import { empty, h, redraw, refusal, row, table } from './dom.js';
import { distance, moment } from './format.js';
import { t } from './language.js';
import { say } from './said.js';
import { channel, kind, party, reason } from './words.js';

const EVERY = 15000;

const visit = (id) => (id ? h('a', { href: `#/consultflow/visit?id=${id}` }, id) : '');
const instance = (id) => (id ? h('a', { href: `#/process-instance/${id}` }, t('list.diagram')) : '');

const messages = (rows, now) => table('consultflow-list', ['since', 'visit', 'message', 'by', 'why', 'deadline'], rows.map((it) => row({},
  moment(it.at), visit(it.consultationId), `${kind(it.kind)} → ${party(it.audience)}`, it.channel ? channel(it.channel) : '',
  it.reason ? reason(it.reason) : '', [moment(it.deadline), ' ', h('small', {}, distance(it.deadline, now))])));

const jobs = (rows, now) => table('consultflow-list', ['due', 'visit', 'element', 'state', 'instance'], rows.map((it) => row({},
  [moment(it.at), ' ', h('small', {}, distance(it.at, now))], visit(it.consultationId), it.element ?? '', it.detail ? say(it.detail) : '', instance(it.processInstanceId))));

const circuits = (troubles) => table('consultflow-list', ['provider', 'why'],
  Object.entries(troubles).map(([name, why]) => row({}, name, say(why))));

const LISTS = {
  overdue: [(all) => all.overdue, messages],
  undeliverable: [(all) => all.undeliverable, messages],
  circuits: [(all) => all.circuits, circuits],
  retrying: [(all) => all.retrying, jobs],
  rooms: [(all) => all.rooms, jobs],
  oldest: [(all) => (all.oldestJob ? [all.oldestJob] : []), jobs],
};

/** The list behind a figure of the start page; drawn anew like that one, as long as it is shown. */
export async function showList(node, api) {
  const asked = new URLSearchParams(location.hash.split('?')[1]).get('of');
  const of = Object.hasOwn(LISTS, asked) ? asked : 'overdue';
  const [pick, draw] = LISTS[of];
  const page = h('section', { class: 'consultflow consultflow-page', 'data-testid': 'consultflow-list-page' });
  node.replaceChildren(page);
  const back = h('p', {}, h('a', { href: '#/dashboard' }, t('back')));
  const show = async () => {
    try {
      const all = await resources(api).get('/overview');
      const rows = pick(all);
      const none = Array.isArray(rows) ? !rows.length : !Object.keys(rows).length;
      redraw(page, back, h('h3', {}, t(`list.${of}.title`)), h('p', {}, t(`list.${of}.meaning`)), none ? empty(t('list.none')) : draw(rows, all.now));
    } catch (error) {
      page.replaceChildren(back, refusal(error));
    }
  };
  const timer = setInterval(() => {
    if (!page.isConnected) clearInterval(timer);
    else if (!document.hidden) show();
  }, EVERY);
  await show();
}
