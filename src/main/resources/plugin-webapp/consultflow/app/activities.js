import { resources } from './api.js';
import { empty, h, refusal, row, table } from './dom.js';
import { count } from './format.js';
import { t } from './language.js';
import { kind, party } from './words.js';

/** What became of the messages that each activity of a definition asks for. */
export async function showActivities(node, api, definition) {
  node.classList.add('consultflow');
  try {
    const { activities } = await resources(api).get(`/process-definition/${encodeURIComponent(definition)}/messages`);
    node.replaceChildren(activities.length
      ? h('div', {}, h('p', {}, t('activities.meaning')),
        table('consultflow-activities', ['activity', 'message', 'to', 'sent', 'delivered', 'fallen-back'], activities.map((it) => row({ 'data-element': it.element },
          it.name, kind(it.kind), party(it.audience), count(it.sent), count(it.delivered), count(it.fallenBack)))))
      : empty(t('activities.none')));
  } catch (error) {
    node.replaceChildren(refusal(error));
  }
}
