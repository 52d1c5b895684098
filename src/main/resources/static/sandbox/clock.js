import { moveClock } from './api.js';
import { attribute, byId, el, icon, show, text } from './dom.js';
import { city, date, longDate, moment, ownZone, span, time } from './format.js';
import { t } from './words.js';

const NEVER = ['cancelled', 'declined'];

/** The clock and its three moves. A move that is impossible says why where it would say where it leads. */
export function clock(tools) {
  const moves = { hour: move('hour'), next: move('next'), start: move('start') };
  byId('moves').append(...Object.values(moves).map((each) => each.button));
  let said = null;

  function move(name) {
    const label = el('span', { class: 'move-name', data: { t: `clock.${name}` } }, t(`clock.${name}`));
    const where = el('span', { class: 'move-where', id: `move-${name}-where` });
    const button = el('button', { type: 'button', class: `button move move-${name}`, 'aria-describedby': where.id,
      data: { testid: `clock-${name}` } }, icon(name), el('span', { class: 'move-words' }, label, where));
    const self = { button, where, target: null };
    button.addEventListener('click', async () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      const answer = await tools.whileMoving(() => moveClock(self.target));
      if (answer?.now) said = answer.now;
    });
    return self;
  }

  function offer(self, target, words, possible) {
    self.target = target;
    text(self.where, words);
    attribute(self.button, 'aria-disabled', possible ? 'false' : 'true');
  }

  return (state) => {
    const { now, adjustable, nextDue } = state.clock;
    const visit = state.selected?.consultation;
    const zone = visit?.timeZone ?? ownZone();
    const moving = tools.page.moving || state.clock.moving;
    const shown = byId('clock-time');
    text(shown, time(now, zone));
    attribute(shown, 'datetime', `${new Date(now).toISOString().slice(0, 16)}Z`);
    text(byId('clock-date'), longDate(now, zone));
    text(byId('clock-zone'), t('clock.zone', { city: city(zone) }));
    show(byId('progress'), moving);

    const at = Date.parse(now);
    const where = (instant) => t('clock.in', { when: moment(instant, zone), span: span(Date.parse(instant) - at) });
    const fixed = moving ? t('clock.moving.why') : adjustable ? null : t('clock.fixed');
    offer(moves.hour, { advance: 'PT1H' }, fixed ?? hourOn(at, zone), !fixed);
    offer(moves.next, nextDue && Date.parse(nextDue) > at ? { to: nextDue } : { advance: 'PT1S' },
      fixed ?? (!nextDue ? t('clock.nothing') : Date.parse(nextDue) > at ? where(nextDue) : t('clock.now')),
      !fixed && Boolean(nextDue));
    const never = !visit ? t('clock.none') : NEVER.includes(visit.status) ? t('clock.ended')
      : Date.parse(visit.start) <= at ? t('clock.begun') : null;
    offer(moves.start, { to: visit?.start }, fixed ?? never ?? where(visit.start), !fixed && !never);

    if (said && !moving) {
      text(byId('news'), t('clock.done', { moment: moment(now, zone) }));
      said = null;
    }
  };
}

function hourOn(at, zone) {
  const then = new Date(at + 3600000).toISOString();
  return date(then, zone) === date(new Date(at).toISOString(), zone) ? time(then, zone) : moment(then, zone);
}
