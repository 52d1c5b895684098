import { Problem, Unreachable } from './api.js';
import { byId, el, icon, show } from './dom.js';
import { t } from './words.js';

const SHOWN = 3;

/** Shows what went wrong, until somebody dismisses it; inside an open dialog, for what is behind it can't be reached. */
function complain(problem) {
  const place = document.querySelector('dialog[open]') ?? byId('problems');
  const lines = problem instanceof Unreachable ? [t('problem.unreachable')]
    : [...new Set([problem.message, ...(problem.rules ?? [])])].filter((line) => line && line !== problem.title);
  const box = el('div', { class: 'problem', role: 'alert', data: { testid: 'problem' } },
    el('div', {}, el('strong', {}, problem.title ?? t('problem.title')), ...lines.map((line) => el('p', {}, line))),
    el('button', { type: 'button', class: 'button round', 'aria-label': t('dismiss'), data: { testid: 'problem-dismiss' },
      on: { click: () => box.remove() } }, icon('close')));
  place.append(box);
  [...place.querySelectorAll('.problem')].slice(0, -SHOWN).forEach((old) => old.remove());
}

/** Does it, and shows why if it can't be done. Answers undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof Problem || problem instanceof Unreachable)) console.error(problem);
    complain(problem);
    return undefined;
  }
}

let missed = 0;

/** One missed answer is nothing to speak of; two are. */
export function unreachable(yes) {
  missed = yes ? missed + 1 : 0;
  show(byId('banner'), missed > 1);
}
