import * as api from './api.js';
import { booking } from './booking.js';
import { clock } from './clock.js';
import { consultation } from './consultation.js';
import { diagram } from './diagram.js';
import { attribute, byId, el, show, text } from './dom.js';
import { faults } from './faults.js';
import { mailbox } from './mailbox.js';
import { attempt, unreachable } from './messages.js';
import { news } from './news.js';
import { phone } from './phone.js';
import { tabs } from './tabs.js';
import { timeline } from './timeline.js';
import { language, maybe, onLanguage, speak, t, translate } from './words.js';

const CALM = 1000;
const BUSY = 350;

/** What the last answer said, and which consultation somebody chose; without a choice it is the newest. */
const page = { state: null, chosen: fromAddress(), moving: false };
let polling = null;
let turn = 0;

function fromAddress() {
  return new URLSearchParams(location.hash.slice(1)).get('consultation');
}

const tools = {
  page,
  choose(id) {
    page.chosen = id;
    history.replaceState(null, '', id ? `#consultation=${encodeURIComponent(id)}` : location.pathname);
    return refresh();
  },
  refresh,
  async whileMoving(work) {
    page.moving = true;
    render();
    schedule(0);
    try {
      return await attempt(work);
    } finally {
      page.moving = false;
      await refresh();
    }
  },
};

const parts = [clock(tools), consultation(tools), diagram(tools), phone(tools), mailbox(tools), timeline(tools), faults(tools)];
const tell = news();
const showTab = tabs();
const welcome = booking(byId('welcome-booking'), tools, 'welcome');

function render() {
  const { state } = page;
  if (!state) return;
  const empty = state.consultations.length === 0;
  show(byId('welcome'), empty);
  show(byId('board'), !empty);
  show(byId('tabs'), !empty);
  welcome.render(empty);
  parts.forEach((part) => part(state));
  renderFoot(state);
  renderLanguages();
  attribute(document.body, 'data-moving', page.moving || state.clock.moving ? 'true' : 'false');
  attribute(document.body, 'data-state', empty ? 'empty' : 'board');
  showTab(tell(state));
}

function renderFoot(state) {
  const names = (state.standIns ?? []).map((name) => maybe(`stand-in.${name}`) ?? name);
  text(byId('stand-ins'), names.length ? t('foot.stand-ins', { list: names.join(' · ') }) : t('foot.none'));
}

function renderLanguages() {
  const place = byId('languages');
  if (!place.firstChild) {
    for (const tag of ['en', 'es']) {
      place.append(el('button', { type: 'button', lang: tag, 'aria-label': { en: 'English', es: 'Español' }[tag],
        data: { testid: `language-${tag}` }, on: { click: () => speak(tag) } }, tag.toUpperCase()));
    }
  }
  for (const button of place.children) attribute(button, 'aria-pressed', String(button.lang === language()));
}

/** Asks for the state once; an answer that a later question has overtaken is dropped. */
async function refresh() {
  const mine = ++turn;
  clearTimeout(polling);
  try {
    const state = await api.state(page.chosen);
    if (mine !== turn) return;
    unreachable(false);
    page.state = state;
    if (page.chosen && state.selected?.consultation.id !== page.chosen) page.chosen = null;
    render();
  } catch (problem) {
    if (mine !== turn) return;
    if (problem instanceof api.Problem && problem.status === 404 && page.chosen) page.chosen = null;
    else unreachable(true);
  }
  schedule(page.moving || page.state?.clock.moving ? BUSY : CALM);
}

function schedule(pause) {
  clearTimeout(polling);
  if (!document.hidden) polling = setTimeout(refresh, pause);
}

document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(polling) : refresh()));
window.addEventListener('hashchange', () => tools.choose(fromAddress()));
onLanguage(render);
translate();
renderLanguages();
refresh();
