import { addFault, clearFaults } from './api.js';
import { choice, field, words } from './booking.js';
import { byId, el, icon, list, show } from './dom.js';
import { attempt } from './messages.js';
import { language, maybe, t } from './words.js';

const CHANNELS = ['whatsapp', 'sms', 'any', 'voice', 'email'];
/** A mail server has one way to fail. */
const OF_EMAIL = ['refused'];
const FAULTS = ['undeliverable', 'silent', 'refused', 'opted-out', 'sender-refused', 'rate-limited', 'unavailable', 'dropped', 'slow',
  'repeated-receipts', 'fails'];

/** What shall go wrong with the next messages. */
export function faults(tools) {
  const form = byId('fault-form');
  form.append(
    field('faults.channel', choice('channel', 'fault-channel', CHANNELS, (channel) => `channel.${channel}`)),
    field('faults.fault', choice('fault', 'fault-kind', FAULTS, (fault) => `fault.${fault}`)),
    field('faults.times', el('input', { type: 'number', name: 'times', min: 1, max: 99, value: 1, required: true, data: { testid: 'fault-times' } })),
    el('button', { class: 'button', data: { testid: 'fault-add' } }, icon('fault'), words('faults.add')));
  form.elements.channel.addEventListener('change', () => {
    const mail = form.elements.channel.value === 'email';
    for (const option of form.elements.fault.options) option.disabled = mail && !OF_EMAIL.includes(option.value);
    if (form.elements.fault.selectedOptions[0].disabled) [form.elements.fault.value] = OF_EMAIL;
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const chosen = new FormData(form);
    await attempt(() => addFault({ channel: chosen.get('channel'), fault: chosen.get('fault'), times: Number(chosen.get('times')) }));
    await tools.refresh();
  });
  byId('fault-clear').addEventListener('click', async () => {
    await attempt(clearFaults);
    await tools.refresh();
    form.elements.channel.focus();
  });

  return (state) => {
    const active = state.faults ?? [];
    list(byId('fault-chips'), active, {
      key: (fault) => String(fault.id),
      version: (fault) => [language(), fault.times].join(),
      render: (fault) => el('li', { class: 'chip', data: { testid: 'fault-chip', channel: fault.channel, fault: fault.fault } },
        t(fault.times ? 'faults.chip' : 'faults.chip.all', { channel: maybe(`channel.${fault.channel}`) ?? fault.channel,
          fault: maybe(`fault.${fault.fault}`) ?? fault.fault, times: fault.times })),
    });
    show(byId('fault-chips'), active.length > 0);
    show(byId('fault-clear'), active.length > 0);
  };
}
