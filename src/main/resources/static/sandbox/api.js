/** What the service refused, in its own words. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail || body?.title || `HTTP ${status}`);
    this.status = status;
    this.title = body?.title ?? null;
    this.rules = [].concat(body?.errors ?? body?.violations ?? []).map((rule) =>
      typeof rule === 'string' ? rule : [rule.field, rule.message ?? rule.rule ?? rule.detail].filter(Boolean).join(': '));
  }
}

/** The service did not answer. */
export class Unreachable extends Error {}

async function request(method, path, body, seconds) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? { Accept: 'application/json' }
        : { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(seconds * 1000),
    });
  } catch (cause) {
    throw new Unreachable('', { cause });
  }
  const answer = await response.text();
  const json = /json/.test(response.headers.get('Content-Type') ?? '');
  if (!response.ok) {
    if (response.status === 502 || response.status === 504) throw new Unreachable();
    throw new Problem(response.status, json ? JSON.parse(answer) : null);
  }
  return json && answer ? JSON.parse(answer) : answer;
}

const one = encodeURIComponent;

export const state = (consultation) =>
  request('GET', `/sandbox/state${consultation ? `?consultation=${one(consultation)}` : ''}`, undefined, 20);
export const mail = (id) => request('GET', `/sandbox/mails/${one(id)}`, undefined, 20);
export const calendarPath = (id) => `/sandbox/mails/${one(id)}/calendar.ics`;
export const diagram = (definition) => request('GET', `/sandbox/diagram/${one(definition)}`, undefined, 20);
export const book = (options) => request('POST', '/sandbox/consultations', options, 60);
export const command = (id, name, body) => request('POST', `/sandbox/consultations/${one(id)}/${name}`, body ?? {}, 60);
export const reply = (id, body) => request('POST', `/sandbox/consultations/${one(id)}/reply`, body, 60);
/** Answers when all that falls due on the way is done, which may take minutes. */
export const moveClock = (move) => request('POST', '/sandbox/clock', move, 1800);
export const addFault = (fault) => request('POST', '/sandbox/faults', fault, 20);
export const clearFaults = () => request('DELETE', '/sandbox/faults', undefined, 20);
