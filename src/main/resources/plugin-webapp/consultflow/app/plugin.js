import { showTimeline } from './timeline.js';

/** What Cockpit loads: where each view stands, and what draws it. */
export default [
  {
    id: 'consultflow-deliveries',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 20,
    properties: { label: 'Deliveries' },
    render: (node, { api, processInstanceId }) => showTimeline(node, api, `/process-instance/${processInstanceId}`),
  },
];
