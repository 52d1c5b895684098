import { showActivities } from './activities.js';
import { showSearch, showVisit } from './history.js';
import { language, t } from './language.js';
import { showList } from './lists.js';
import { showOverview } from './overview.js';
import { showPauses } from './pauses.js';
import { showTimeline } from './timeline.js';

let stopOverview = () => {};

/** Cockpit's page may be in another language than what stands in a node of ours. */
const speaking = (render) => (node, context) => {
  node.lang = language;
  return render(node, context);
};

const page = (name, render) => ({
  id: `consultflow-${name}`,
  pluginPoint: 'cockpit.route',
  priority: 10,
  properties: { path: `/consultflow/${name}` },
  render: speaking((node, { api }) => render(node, api)),
});

/** What Cockpit loads: where each view stands, and what draws it. */
export default [
  {
    id: 'consultflow-deliveries',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 18,
    properties: { label: t('tab.deliveries') },
    render: speaking((node, { api, processInstanceId }) => showTimeline(node, api, `/process-instance/${processInstanceId}`)),
  },
  {
    id: 'consultflow-messages',
    pluginPoint: 'cockpit.processDefinition.runtime.tab',
    priority: 8,
    properties: { label: t('tab.messages') },
    render: speaking((node, { api, processDefinitionId }) => showActivities(node, api, processDefinitionId)),
  },
  {
    id: 'consultflow-overview',
    pluginPoint: 'cockpit.dashboard',
    priority: 100,
    properties: { label: t('overview.title') },
    render: speaking((node, { api }) => { stopOverview = showOverview(node, api); }),
    unmount: () => stopOverview(),
  },
  page('list', showList),
  page('search', showSearch),
  page('visit', showVisit),
  page('pauses', showPauses),
];
