import { attribute, byId, el, icon } from './dom.js';
import { t } from './words.js';

const VIEWS = ['phone', 'mail', 'timeline', 'process', 'faults'];
const ICONS = { mail: 'email', faults: 'fault' };

/** On a narrow page one section shows at a time; a dot tells where something is new. */
export function tabs() {
  const place = byId('tabs');
  const buttons = new Map(VIEWS.map((view) => [view, el('button', { type: 'button', data: { testid: `tab-${view}` },
    on: { click: () => open(view) } },
  icon(ICONS[view] ?? view), el('span', { data: { t: `tab.${view}` } }, t(`tab.${view}`)),
  el('span', { class: 'fresh', hidden: true }, el('span', { class: 'unseen', data: { t: 'tab.news' } }, t('tab.news'))))]));
  place.append(...buttons.values());

  function open(view) {
    document.body.dataset.view = view;
    for (const [name, button] of buttons) attribute(button, 'aria-current', name === view ? 'true' : null);
    buttons.get(view).lastElementChild.hidden = true;
    window.scrollTo({ top: 0 });
    window.dispatchEvent(new Event('resize'));
  }

  open('phone');
  return (fresh) => {
    for (const view of fresh) if (view !== document.body.dataset.view) buttons.get(view).lastElementChild.hidden = false;
  };
}
