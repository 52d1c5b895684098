import { t } from './language.js';
import { say } from './said.js';

/** Asks the plugin's own resources, as whoever is logged in to Cockpit. */
export function resources(api) {
  const base = `${api.cockpitApi}/plugin/consultflow/${api.engine}`;
  const ask = async (path, options = {}) => {
    const response = await fetch(base + path, {
      credentials: 'same-origin',
      ...options,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-XSRF-TOKEN': api.CSRFToken },
    }).catch(() => { throw new Error(t('refused.unreachable')); });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(refused(response.status, answer));
    return answer;
  };
  return {
    get: (path) => ask(path),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}

function refused(status, { type, message }) {
  if (type === 'AuthorizationException') return t('refused.rights');
  return message ? say(message) : t('refused.status', { status });
}
