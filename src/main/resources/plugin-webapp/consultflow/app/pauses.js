import { resources } from './api.js';
import { empty, h, refusal, row, table } from './dom.js';
import { count, distance, moment } from './format.js';
import { t } from './language.js';
import { channel, kind } from './words.js';

/** Stops messages for a time, shows what is stopped, and lets it go on. */
export async function showPauses(node, api) {
  const ask = resources(api);
  const page = h('section', { class: 'consultflow consultflow-page', 'data-testid': 'consultflow-pauses-page' });
  const said = h('div', { role: 'status' });
  node.replaceChildren(page);
  const show = async () => {
    try {
      const all = await ask.get('/pauses');
      page.replaceChildren(
        h('p', {}, h('a', { href: '#/dashboard' }, t('back'))),
        h('h3', {}, t('pauses.title')),
        h('p', {}, t('pauses.meaning')),
        all.mayAct ? form(all, act) : null, said, list(all, act));
    } catch (error) {
      page.replaceChildren(refusal(error));
    }
  };
  const act = async (button, path, body) => {
    button.disabled = true;
    try {
      await ask.post(path, body);
      said.replaceChildren();
      await show();
      (page.querySelector(`[data-testid="${button.dataset.testid}"]`) ?? page.querySelector('input')).focus();
    } catch (error) {
      said.replaceChildren(refusal(error));
      button.disabled = false;
      button.focus();
    }
  };
  await show();
}

function list(all, act) {
  if (!all.pauses.length) return empty(t('pauses.none'));
  return table('consultflow-pauses', ['until', 'what', 'why', 'who', 'held', ''], all.pauses.map((it) => row({ 'data-pause': it.id },
    [moment(it.until), ' ', h('small', {}, distance(it.until, all.now))], scope(it), it.reason, it.startedBy, count(it.held),
    all.mayAct ? h('button', { type: 'button', class: 'btn btn-default btn-xs', 'data-testid': 'consultflow-end-pause',
      click: (event) => act(event.currentTarget, `/pauses/${it.id}/end`, {}) }, t('pauses.end')) : '')));
}

function scope(pause) {
  const named = [pause.kind && kind(pause.kind), pause.channel && t('pauses.by', { channel: channel(pause.channel) }),
    pause.providerReference && t('pauses.of', { provider: pause.providerReference })].filter(Boolean);
  return named.length ? named.join(', ') : t('pauses.everything');
}

function form(all, act) {
  const field = (name, input) => h('label', {}, t(`field.${name}`), ' ', Object.assign(input, { name }));
  const text = (name, attributes = {}) => h('input', { type: 'text', class: 'form-control input-sm', autocomplete: 'off', 'data-testid': `consultflow-pause-${name}`, ...attributes });
  const made = h('form', { class: 'consultflow-search', 'data-testid': 'consultflow-pause-form' },
    field('kind', text('kind', { placeholder: t('pauses.kind') })),
    field('channel', h('select', { class: 'form-control input-sm', 'data-testid': 'consultflow-pause-channel' },
      h('option', { value: '' }, t('pauses.any')), all.channels.map((word) => h('option', { value: word }, channel(word))))),
    field('providerReference', text('provider', { placeholder: t('pauses.any') })),
    field('until', text('until', { type: 'datetime-local', required: true, value: local(new Date(new Date(all.now).getTime() + 3600000)) })),
    field('reason', text('reason', { required: true, maxlength: 200 })),
    h('button', { type: 'submit', class: 'btn btn-primary btn-sm', 'data-testid': 'consultflow-pause' }, t('pauses.stop')));
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    act(made.querySelector('button'), '/pauses', wanted(made));
  });
  return made;
}

/** What is left empty means any. */
function wanted(made) {
  const value = (name) => made.elements[name].value.trim();
  const named = ['kind', 'channel', 'providerReference', 'reason'].map((name) => [name, value(name)]).filter(([, word]) => word);
  return { ...Object.fromEntries(named), until: new Date(value('until')).toISOString() };
}

/** As the input wants it, in the zone of who looks. */
function local(moment) {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
