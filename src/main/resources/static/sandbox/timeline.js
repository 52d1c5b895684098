import { byId, el, icon, list, text } from './dom.js';
import { city, date, day, time } from './format.js';
import { explain } from './explain.js';
import { language, t } from './words.js';

/** Everything that happened and, greyed below, what is ahead. Follows "now" unless somebody scrolled away from it. */
export function timeline(tools) {
  const scroll = byId('timeline-scroll');
  const steps = byId('timeline-steps');
  let following = true;
  let last = null;
  let quiet = false;
  steps.addEventListener('change', () => tools.page.state && render(tools.page.state));
  scroll.addEventListener('scroll', () => {
    if (!quiet) following = inSight(byId('entries').querySelector('.entry-now'));
    quiet = false;
  }, { passive: true });

  function inSight(marker) {
    if (!marker) return true;
    const [box, frame] = [marker.getBoundingClientRect(), scroll.getBoundingClientRect()];
    return box.top < frame.bottom && box.bottom > frame.top;
  }

  function follow() {
    const marker = byId('entries').querySelector('.entry-now');
    if (!marker || scroll.scrollHeight <= scroll.clientHeight + 1) return;
    const wanted = marker.offsetTop - scroll.clientHeight * 0.7;
    if (Math.abs(scroll.scrollTop - wanted) < 2) return;
    quiet = true;
    scroll.scrollTop = wanted;
  }

  function rows(state) {
    const { timeline: entries, consultation } = state.selected;
    const zone = consultation.timeZone;
    const all = [];
    const seen = new Map();
    let today = null;
    let marked = false;
    for (const entry of entries) {
      const said = explain(entry, zone);
      if (said.step && !steps.checked) continue;
      if (entry.planned && !marked) {
        marked = true;
        all.push({ key: 'now', now: state.clock.now });
      }
      if (day(entry.at, zone) !== today) {
        today = day(entry.at, zone);
        all.push({ key: `day-${today}-${entry.planned}`, at: entry.at });
      }
      const same = [entry.at, entry.subject, entry.what, entry.kind, entry.audience, entry.channel].join('|');
      seen.set(same, (seen.get(same) ?? 0) + 1);
      all.push({ key: `${same}|${seen.get(same)}`, entry, said });
    }
    if (!marked) all.push({ key: 'now', now: state.clock.now });
    return all;
  }

  function item({ now, at, entry, said }, zone) {
    if (now) {
      return el('li', { class: 'entry-now' }, el('span', {}, t('timeline.now')));
    }
    if (!entry) return el('li', { class: 'entry-day' }, date(at, zone));
    return el('li', { class: `entry ${said.tone}${said.step ? ' step' : ''}${entry.planned ? ' planned' : ''}`,
      data: { testid: 'timeline-entry', what: entry.what ?? '', kind: entry.kind ?? '', audience: entry.audience ?? '',
        channel: entry.channel ?? '', reason: entry.reason ?? '', code: entry.providerCode ?? '', planned: String(Boolean(entry.planned)) } },
    el('time', { datetime: entry.at }, time(entry.at, zone)),
    el('span', { class: 'entry-icon' }, icon(said.icon)),
    el('div', { class: 'entry-words' },
      el('p', { class: 'entry-title' }, said.title),
      said.line && el('p', { class: 'entry-line' }, said.line),
      (said.why.words || said.why.code) && el('p', { class: 'entry-why' }, said.why.words, said.why.words && said.why.code ? ' ' : '',
        said.why.code && el('span', { class: 'code', title: entry.providerStatus ? t('entry.status', { status: entry.providerStatus }) : null }, said.why.code))));
  }

  function render(state) {
    if (!state.selected) return;
    const { id, timeZone } = state.selected.consultation;
    if (id !== last) following = true;
    text(byId('timeline-zone'), t('timeline.zone', { city: city(timeZone) }));
    list(byId('entries'), rows(state), {
      key: (row) => `${id}|${row.key}`,
      version: (row) => [language(), timeZone, row.entry && JSON.stringify(row.entry)].join('|'),
      render: (row) => item(row, timeZone),
    });
    if (following) follow();
    last = id;
  }

  return render;
}
