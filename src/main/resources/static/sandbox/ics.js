import { moment, time } from './format.js';

/** Takes a calendar (RFC 5545) apart as far as a person wants to read it: its method and its events. */
export function read(source) {
  const lines = source.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const events = [];
  let method = null;
  const inside = [];
  for (const line of lines) {
    const { name, parameters, value } = property(line);
    if (name === 'BEGIN') {
      inside.push(value);
      if (value === 'VEVENT') events.push(event());
    } else if (name === 'END') {
      inside.pop();
    } else if (inside.at(-1) === 'VEVENT') {
      events.at(-1).take(name, parameters, value);
    } else if (inside.at(-1) === 'VALARM' && name === 'TRIGGER') {
      events.at(-1).take('TRIGGER', parameters, value);
    } else if (name === 'METHOD') {
      method = value;
    }
  }
  return { method, events };
}

/** `NAME;PARAM=a:value`; a colon inside quotes belongs to the parameter. */
function property(line) {
  const colon = line.search(/:(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  if (colon < 0) return { name: line, parameters: {}, value: '' };
  const [name, ...rest] = line.slice(0, colon).split(';');
  const parameters = Object.fromEntries(rest.map((part) => part.split('=', 2)));
  return { name: name.toUpperCase(), parameters, value: line.slice(colon + 1) };
}

const unescape = (value) => value.replaceAll(/\\([nN\\;,])/g, (_, sign) => (sign.toLowerCase() === 'n' ? '\n' : sign));

function event() {
  const taken = {};
  const alarms = [];
  return {
    take(name, parameters, value) {
      if (name === 'TRIGGER') alarms.push(value);
      else taken[name] ??= { parameters, value: unescape(value) };
    },
    get summary() {
      return taken.SUMMARY?.value ?? '';
    },
    get description() {
      return taken.DESCRIPTION?.value ?? '';
    },
    facts(zone) {
      return {
        when: when(taken.DTSTART, taken.DTEND, zone),
        where: taken.LOCATION?.value,
        url: taken.URL?.value,
        status: taken.STATUS?.value,
        alarm: alarms.join(', '),
        organizer: taken.ORGANIZER && (taken.ORGANIZER.parameters.CN?.replaceAll('"', '') ?? taken.ORGANIZER.value.replace(/^mailto:/i, '')),
        sequence: taken.SEQUENCE?.value,
        uid: taken.UID?.value,
      };
    },
  };
}

/** A local time stays as it stands there, with its zone's name; one in UTC is put into the patient's zone. */
function when(start, end, zone) {
  if (!start) return '';
  const [from, to] = [start, end].map((each) => each && stamp(each.value));
  const shown = from.utc ? zone : 'UTC';
  const named = from.utc ? zone : start.parameters.TZID;
  const until = to ? `–${time(to.instant, shown)}` : '';
  return `${moment(from.instant, shown)}${until}${named ? ` (${named})` : ''}`;
}

function stamp(value) {
  const [, date, clock, utc] = /^(\d{8})(?:T(\d{6}))?(Z)?$/.exec(value) ?? [null, '19700101', '000000', 'Z'];
  const pairs = (clock ?? '000000').match(/\d\d/g).join(':');
  return { utc: Boolean(utc), instant: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${pairs}Z` };
}
