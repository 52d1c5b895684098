import { h, refusal } from './dom.js';
import { t } from './language.js';
import { act as reasonToAct, channel } from './words.js';

/** A button that opens, below its line, what may be done about a message. Each act wants a reason. Escape closes it. */
export function actButton(entry, page, ask, again) {
  const button = h('button', { type: 'button', class: 'btn btn-default btn-xs', 'aria-expanded': 'false', 'data-testid': 'consultflow-act',
    'data-notice': entry.noticeId }, t('act.open'));
  let form = null;
  const close = () => {
    form.remove();
    form = null;
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  };
  const open = () => {
    form = formBelow(button.closest('tr'), entry, page, ask, again);
    form.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
    button.setAttribute('aria-expanded', 'true');
  };
  button.addEventListener('click', () => (form ? close() : open()));
  return button;
}

function formBelow(line, entry, page, ask, again) {
  const by = select('consultflow-channel', page.channels, channel);
  const why = select('consultflow-reason', page.reasons, reasonToAct);
  const said = h('div', { role: 'status' });
  const act = (what, body) => async (event) => {
    event.preventDefault();
    if (!why.reportValidity() || (what === 'send-again' && !by.reportValidity())) return;
    const pressed = event.currentTarget;
    const buttons = form.querySelectorAll('button');
    buttons.forEach((button) => { button.disabled = true; });
    try {
      await ask.post(`/consultation/${page.consultationId}/message/${entry.noticeId}/${what}`, { ...body(), reason: why.value });
      await again();
      document.querySelector(`button[data-notice="${entry.noticeId}"]`)?.focus();
    } catch (error) {
      said.replaceChildren(refusal(error));
      buttons.forEach((button) => { button.disabled = false; });
      pressed.focus();
    }
  };
  const form = h('form', { class: 'form-inline', 'data-testid': 'consultflow-action' },
    h('label', {}, t('act.why'), ' ', why), ' ',
    h('label', {}, t('act.by'), ' ', by), ' ',
    h('button', { type: 'button', class: 'btn btn-primary btn-sm', 'data-testid': 'consultflow-send-again',
      click: act('send-again', () => ({ channel: by.value })) }, t('act.send')), ' ',
    h('button', { type: 'button', class: 'btn btn-default btn-sm', 'data-testid': 'consultflow-done-by-phone',
      click: act('done-by-phone', () => ({})) }, t('act.phoned')),
    said);
  form.addEventListener('submit', (event) => event.preventDefault());
  const below = h('tr', {}, h('td', { colspan: 6 }, form));
  line.after(below);
  why.focus();
  return below;
}

function select(testId, words, say) {
  return h('select', { class: 'form-control input-sm', required: true, 'data-testid': testId },
    h('option', { value: '' }, '…'), words.map((word) => h('option', { value: word }, say(word))));
}
