import { diagram as load } from './api.js';
import { attribute, byId, el, icon, show, text } from './dom.js';
import { attempt } from './messages.js';
import { t } from './words.js';

const READABLE = 0.72;
const SMALLEST = 0.5;
const MARGIN = 24;
const MARKERS = { active: 'is-active', completed: 'is-completed', incidents: 'is-incident' };

/** The live diagram: where the token is, where it was, and what is stuck; in words as well. */
export function diagram() {
  const canvas = byId('canvas');
  const viewer = new window.BpmnJS({
    container: canvas,
    zoomScroll: { enabled: false },
    bpmnRenderer: {
      defaultFillColor: 'var(--bpmn-fill)', defaultStrokeColor: 'var(--bpmn-stroke)', defaultLabelColor: 'var(--bpmn-label)',
    },
  });
  let shown = null;
  let loading = null;
  let position = null;
  let marked = [];
  let stamp = null;
  let byHand = false;
  tools();
  panWithFinger();
  new ResizeObserver(() => byHand || fit()).observe(canvas);

  function tools() {
    const tool = (name, sign, work) => el('button', { type: 'button', class: 'button round', data: { testid: `diagram-${name}`, tLabel: `diagram.${name}` },
      'aria-label': t(`diagram.${name}`), title: null, on: { click: work } }, icon(sign));
    byId('diagram-tools').append(
      tool('out', 'minus', () => zoom(1 / 1.3)), tool('in', 'plus', () => zoom(1.3)),
      tool('fit', 'fit', () => { byHand = true; viewer.get('canvas').zoom('fit-viewport', 'auto'); }),
      tool('token', 'target', () => { byHand = false; fit(); }),
      tool('large', 'large', ({ currentTarget }) => {
        const large = canvas.classList.toggle('large');
        attribute(currentTarget, 'aria-pressed', String(large));
        byHand = false;
      }));
  }

  function zoom(factor) {
    byHand = true;
    const view = viewer.get('canvas');
    view.zoom(Math.min(3, Math.max(0.15, view.zoom() * factor)), 'auto');
  }

  /** A finger moves the diagram sideways; up and down it moves the page. */
  function panWithFinger() {
    let from = null;
    canvas.addEventListener('pointerdown', (event) => { from = event.pointerType === 'touch' ? event.clientX : null; });
    canvas.addEventListener('pointermove', (event) => {
      if (from === null || !shown) return;
      byHand = true;
      viewer.get('canvas').scroll({ dx: event.clientX - from, dy: 0 });
      from = event.clientX;
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { from = null; });
  }

  /** The elements that hold a token, without the scopes around them. */
  function leaves() {
    const elements = (position?.active ?? []).map((id) => viewer.get('elementRegistry').get(id)).filter((each) => each?.parent);
    const scopes = new Set(elements.map((each) => each.parent));
    return elements.filter((each) => !scopes.has(each)).sort((one, other) => one.y - other.y || one.x - other.x);
  }

  /** What the view is centred on: the tokens; else the element passed last; else the start. */
  function inSight() {
    const registry = viewer.get('elementRegistry');
    const tokens = leaves();
    if (tokens.length) return tokens;
    const passed = (position?.completed ?? []).map((id) => registry.get(id)).filter((each) => each && !each.children?.length);
    return [passed.at(-1) ?? registry.find((each) => each.type === 'bpmn:StartEvent')].filter(Boolean);
  }

  /** The whole diagram if that can be read, else the part around the token. */
  function fit() {
    if (!shown || !canvas.clientWidth || !canvas.clientHeight) return;
    const view = viewer.get('canvas');
    view.resized();
    if (view.zoom('fit-viewport', 'auto') >= READABLE) return;
    const { inner } = view.viewbox();
    const elements = inSight();
    if (!elements.length) return;
    const ends = (from, size) => [Math.min(...elements.map((each) => each[from])), Math.max(...elements.map((each) => each[from] + each[size]))];
    const needed = (from, size) => ends(from, size)[1] - ends(from, size)[0] + 2 * MARGIN;
    const scale = Math.max(SMALLEST, Math.min(READABLE, canvas.clientWidth / needed('x', 'width'), canvas.clientHeight / needed('y', 'height')));
    const [width, height] = [canvas.clientWidth / scale, canvas.clientHeight / scale];
    const along = (from, size, room, start, whole) => {
      const [first, end] = ends(from, size);
      const middle = needed(from, size) <= room ? (first + end) / 2 : elements[0][from] + elements[0][size] / 2;
      if (whole + 2 * MARGIN <= room) return start - (room - whole) / 2;
      return Math.min(Math.max(middle - room / 2, start - MARGIN), start + whole - room + MARGIN);
    };
    view.viewbox({ width, height,
      x: along('x', 'width', width, inner.x, inner.width), y: along('y', 'height', height, inner.y, inner.height) });
  }

  async function open(definition) {
    loading = definition;
    const xml = await attempt(() => load(definition));
    if (loading !== definition) return;
    if (!xml) {
      setTimeout(() => { if (loading === definition) loading = null; }, 5000);
      return;
    }
    await viewer.importXML(xml);
    shown = definition;
    marked = [];
    stamp = null;
    byHand = false;
    mark();
    fit();
  }

  const named = (id) => {
    const object = viewer.get('elementRegistry').get(id)?.businessObject;
    return object?.name?.replaceAll(/\s+/g, ' ') || id;
  };

  function mark() {
    const next = JSON.stringify(position);
    if (!shown || stamp === next) return;
    stamp = next;
    const [view, registry, overlays] = [viewer.get('canvas'), viewer.get('elementRegistry'), viewer.get('overlays')];
    marked.forEach(([id, marker]) => registry.get(id) && view.removeMarker(id, marker));
    overlays.clear();
    marked = [];
    const put = (id, marker) => {
      if (!registry.get(id)) return;
      view.addMarker(id, marker);
      marked.push([id, marker]);
    };
    for (const [group, marker] of Object.entries(MARKERS)) for (const id of position[group] ?? []) put(id, marker);
    for (const each of registry.filter((one) => one.type === 'bpmn:SubProcess')) put(each.id, 'is-scope');
    for (const each of leaves()) if (each.parent.parent) put(each.parent.id, 'is-within');
    for (const id of travelled(registry)) put(id, 'is-travelled');
    for (const each of leaves()) pin(registry, overlays, each.id, 'token');
    for (const id of position.incidents ?? []) pin(registry, overlays, id, 'token stuck');
    words();
    if (!byHand) fit();
  }

  function pin(registry, overlays, id, style) {
    if (!registry.get(id)) return;
    overlays.add(id, { position: { top: -11, left: -11 }, html: el('span', { class: style, data: { testid: 'token', element: id } }) });
  }

  /** Flows that were certainly taken: of a parallel gateway every way, else the only way that leads anywhere reached. */
  function travelled(registry) {
    const reached = new Set([...(position.completed ?? []), ...(position.active ?? [])]);
    return (position.completed ?? []).flatMap((id) => {
      const source = registry.get(id);
      const ways = (source?.outgoing ?? []).filter((flow) => flow.type === 'bpmn:SequenceFlow');
      const open = ways.filter((flow) => reached.has(flow.target?.id));
      return open.length === 1 || source?.type === 'bpmn:ParallelGateway' ? open.map((flow) => flow.id) : [];
    });
  }

  function words() {
    const stuck = (position.incidents ?? []).map(named).join(', ');
    const places = leaves().map((each) => named(each.id)).join(', ');
    const said = [stuck && t('process.incident', { places: stuck }), places && t('process.at', { places })]
      .filter(Boolean).join(' · ') || t('process.over');
    text(byId('token-words'), said);
    attribute(byId('token-words'), 'data-stuck', stuck ? 'true' : null);
    attribute(canvas.querySelector('svg'), 'aria-label', said);
  }

  return (state) => {
    const process = state.selected?.process;
    show(byId('diagram-empty'), !process);
    show(canvas, Boolean(process));
    if (!process) return;
    position = process;
    if (process.processDefinitionId !== shown) {
      if (loading !== process.processDefinitionId) open(process.processDefinitionId);
      return;
    }
    mark();
    words();
  };
}
