import { resources } from './api.js';
import { distance, empty, h, moment, plain, refusal, row, table } from './dom.js';
import { channel } from './words.js';

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
        h('p', {}, h('a', { href: '#/dashboard' }, '« Dashboard')),
        h('h3', {}, 'Stopped messages'),
        h('p', {}, 'What is requested meanwhile is kept and leaves when the pause ends, if it is still of use. What stands in the reason is shown in timelines.'),
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
    } catch (error) {
      said.replaceChildren(refusal(error));
      button.disabled = false;
    }
  };
  await show();
}

function list(all, act) {
  if (!all.pauses.length) return empty('Nothing is stopped.');
  return table('consultflow-pauses', ['Until', 'What', 'Why', 'By', 'Held', ''], all.pauses.map((it) => row({ 'data-pause': it.id },
    [moment(it.until), ' ', h('small', {}, distance(it.until, all.now))], scope(it), it.reason, it.startedBy, it.held,
    all.mayAct ? h('button', { type: 'button', class: 'btn btn-default btn-xs', 'data-testid': 'consultflow-end-pause',
      click: (event) => act(event.currentTarget, `/pauses/${it.id}/end`, {}) }, 'Let go on') : '')));
}

function scope(pause) {
  const named = [pause.kind && plain(pause.kind), pause.channel && `by ${channel(pause.channel)}`,
    pause.providerReference && `of provider ${pause.providerReference}`].filter(Boolean);
  return named.length ? named.join(', ') : 'everything';
}

function form(all, act) {
  const field = (name, label, input) => h('label', {}, label, ' ', Object.assign(input, { name }));
  const text = (name, attributes = {}) => h('input', { type: 'text', class: 'form-control input-sm', autocomplete: 'off', 'data-testid': `consultflow-pause-${name}`, ...attributes });
  const made = h('form', { class: 'consultflow-search', 'data-testid': 'consultflow-pause-form' },
    field('kind', 'Kind', text('kind', { placeholder: 'any, or such as reminder-24h' })),
    field('channel', 'Channel', h('select', { class: 'form-control input-sm', 'data-testid': 'consultflow-pause-channel' },
      h('option', { value: '' }, 'any'), all.channels.map((word) => h('option', { value: word }, channel(word))))),
    field('providerReference', 'Provider reference', text('provider', { placeholder: 'any' })),
    field('until', 'Until', text('until', { type: 'datetime-local', required: true, value: local(new Date(new Date(all.now).getTime() + 3600000)) })),
    field('reason', 'Why', text('reason', { required: true, maxlength: 200 })),
    h('button', { type: 'submit', class: 'btn btn-primary btn-sm', 'data-testid': 'consultflow-pause' }, 'Stop'));
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
