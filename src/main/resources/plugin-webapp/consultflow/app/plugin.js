import { showActivities } from './activities.js';
import { showSearch, showVisit } from './history.js';
import { showList } from './lists.js';
import { showOverview } from './overview.js';
import { showPauses } from './pauses.js';
import { showTimeline } from './timeline.js';

let stopOverview = () => {};

const page = (name, render) => ({
  id: `consultflow-${name}`,
  pluginPoint: 'cockpit.route',
  priority: 10,
  properties: { path: `/consultflow/${name}` },
  render: (node, { api }) => render(node, api),
});

/** What Cockpit loads: where each view stands, and what draws it. */
export default [
  {
    id: 'consultflow-deliveries',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 18,
    properties: { label: 'Deliveries' },
    render: (node, { api, processInstanceId }) => showTimeline(node, api, `/process-instance/${processInstanceId}`),
  },
  {
    id: 'consultflow-messages',
    pluginPoint: 'cockpit.processDefinition.runtime.tab',
    priority: 8,
    properties: { label: 'Messages' },
    render: (node, { api, processDefinitionId }) => showActivities(node, api, processDefinitionId),
  },
  {
    id: 'consultflow-overview',
    pluginPoint: 'cockpit.dashboard',
    priority: 100,
    properties: { label: 'Visits and messages' },
    render: (node, { api }) => { stopOverview = showOverview(node, api); },
    unmount: () => stopOverview(),
  },
  page('list', showList),
  page('search', showSearch),
  page('visit', showVisit),
  page('pauses', showPauses),
];
