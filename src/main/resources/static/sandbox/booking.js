import { book } from './api.js';
import { attribute, byId, el, icon, text } from './dom.js';
import { attempt } from './messages.js';
import { t, translate } from './words.js';

const TYPES = ['video', 'in-person', 'hybrid', 'voice', 'sms'];
const LANGUAGES = ['en', 'es'];

export const words = (key) => el('span', { data: { t: key } }, t(key));

export function choice(name, testid, values, keyOf) {
  return el('select', { name, data: { testid } },
    values.map((value) => el('option', { value, data: { t: keyOf(value) } }, t(keyOf(value)))));
}

/** A labelled field. */
export const field = (key, input) => el('label', { class: 'field' }, words(key), input);

const check = (key, name, testid) =>
  el('label', { class: 'check' }, el('input', { type: 'checkbox', name, data: { testid } }), ' ', words(key));

export const hours = (name, testid, value) =>
  el('input', { type: 'number', name, value, min: 0.25, max: 2000, step: 'any', required: true, data: { testid } });

function options(prefix) {
  return [
    el('div', { class: 'fields' },
      field('book.type', choice('type', `${prefix}-type`, TYPES, (type) => `type.${type}`)),
      field('book.language', choice('locale', `${prefix}-locale`, LANGUAGES, (tag) => `language.${tag}`)),
      field('book.hours', hours('inHours', `${prefix}-hours`, 26))),
    check('book.acceptance', 'requiresAcceptance', `${prefix}-acceptance`),
    check('book.payment', 'paymentRequired', `${prefix}-payment`),
  ];
}

async function submit(form, button, tools) {
  if (isBusy(button)) return undefined;
  attribute(button, 'aria-busy', 'true');
  const chosen = new FormData(form);
  try {
    const booked = await attempt(() => book({
      type: chosen.get('type'),
      locale: chosen.get('locale'),
      inHours: Number(chosen.get('inHours')),
      requiresAcceptance: chosen.has('requiresAcceptance'),
      paymentRequired: chosen.has('paymentRequired'),
    }));
    if (booked) await tools.choose(booked.id);
    return booked;
  } finally {
    attribute(button, 'aria-busy', null);
  }
}

const isBusy = (button) => button.getAttribute('aria-busy') === 'true';

/** The big button of the empty page, its options folded; and the dialog behind "Book another". */
export function booking(place, tools, prefix) {
  const label = words('book.button');
  const button = el('button', { class: 'button primary big', data: { testid: 'book' } }, icon('plus'), label);
  const form = el('form', { class: 'booking' }, button,
    el('details', {}, el('summary', { data: { t: 'book.options', testid: 'book-options' } }, t('book.options')), options(prefix)));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await submit(form, button, tools)) byId('subject-title').focus();
  });
  place.append(form);
  byId('book-another').addEventListener('click', () => another(tools));
  return {
    render() {
      text(label, t(isBusy(button) ? 'book.busy' : 'book.button'));
    },
  };
}

function another(tools) {
  const form = openForm('book.title', 'book.submit', options('book'), (button) => submit(form, button, tools));
  return form;
}

/** A small form in a dialog: title, fields, one button that does it and one that leads back. */
export function openForm(title, submitKey, fields, work) {
  const dialog = byId('form-dialog');
  const button = el('button', { class: 'button primary', data: { testid: 'form-submit' } }, words(submitKey));
  const form = el('form', { class: 'sheet-body' },
    el('h2', { id: 'form-title', data: { t: title } }, t(title)), ...fields,
    el('div', { class: 'sheet-foot' },
      el('button', { type: 'button', class: 'button', data: { testid: 'form-back' }, on: { click: () => dialog.close() } }, words('back')),
      button));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await work(button, form)) dialog.close();
  });
  dialog.replaceChildren(form);
  translate(dialog);
  dialog.showModal();
  return form;
}
