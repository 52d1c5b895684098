import { resources } from './api.js';
import { empty, h, plain, refusal, row, table } from './dom.js';

/** What became of the messages that each activity of a definition asks for. */
export async function showActivities(node, api, definition) {
  node.classList.add('consultflow');
  try {
    const { activities } = await resources(api).get(`/process-definition/${encodeURIComponent(definition)}/messages`);
    node.replaceChildren(activities.length
      ? h('div', {}, h('p', {}, 'Requested within the last seven days, by all versions.'),
        table('consultflow-activities', ['Activity', 'Message', 'To', 'Sent', 'Delivered', 'Fallen back'], activities.map((it) => row({ 'data-element': it.element },
          it.name, plain(it.kind), it.audience, it.sent, it.delivered, it.fallenBack))))
      : empty('No activity of this process sends a message.'));
  } catch (error) {
    node.replaceChildren(refusal(error));
  }
}
