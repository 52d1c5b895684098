import { diagram as load } from './api.js';
import { attribute, byId, el, icon, show, text } from './dom.js';
import { attempt } from './messages.js';
import { t } from './words.js';

const READABLE = 0.5;
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
      tool('token', 'target', () => { byHand = false; fit(); }));
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

  /** The whole diagram if that can be read, else the part around the token. */
  function fit() {
    if (!shown || !canvas.clientWidth || !canvas.clientHeight) return;
    const view = viewer.get('canvas');
    view.resized();
    if (view.zoom('fit-viewport', 'auto') >= READABLE) return;
    const first = (position?.active ?? []).map((id) => viewer.get('elementRegistry').get(id)).find(Boolean)
      ?? viewer.get('elementRegistry').find((each) => each.type === 'bpmn:StartEvent');
    if (!first) return;
    view.zoom(READABLE, { x: 0, y: 0 });
    const inner = view.viewbox().inner;
    const [width, height] = [canvas.clientWidth / READABLE, canvas.clientHeight / READABLE];
    const centred = (middle, size, from, whole) =>
      (whole <= size ? from - (size - whole) / 2 : Math.min(Math.max(middle - size / 2, from - 20), from + whole - size + 20));
    view.viewbox({ width, height,
      x: centred(first.x + first.width / 2, width, inner.x, inner.width),
      y: centred(first.y + first.height / 2, height, inner.y, inner.height) });
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
    for (const id of travelled(registry)) put(id, 'is-travelled');
    for (const id of position.active ?? []) pin(registry, overlays, id, 'token');
    for (const id of position.incidents ?? []) pin(registry, overlays, id, 'token stuck');
    words();
    if (!byHand) fit();
  }

  function pin(registry, overlays, id, style) {
    if (!registry.get(id)) return;
    overlays.add(id, { position: { top: -11, left: -11 }, html: el('span', { class: style, data: { testid: 'token', element: id } }) });
  }

  /** Flows that were certainly taken: a completed source with one way out, or with one way out that leads anywhere reached. */
  function travelled(registry) {
    const reached = new Set([...(position.completed ?? []), ...(position.active ?? [])]);
    return (position.completed ?? []).flatMap((id) => {
      const ways = (registry.get(id)?.outgoing ?? []).filter((flow) => flow.type === 'bpmn:SequenceFlow');
      const open = ways.filter((flow) => reached.has(flow.target?.id));
      return open.length === 1 ? [open[0].id] : [];
    });
  }

  function words() {
    const { active = [], incidents = [] } = position;
    const scopes = new Set(active.map((id) => viewer.get('elementRegistry').get(id)?.parent?.id));
    const places = active.filter((id) => !scopes.has(id)).map(named);
    const said = incidents.length ? t('process.incident', { places: incidents.map(named).join(', ') })
      : places.length ? t('process.at', { places: places.join(', ') }) : t('process.over');
    text(byId('token-words'), said);
    attribute(byId('token-words'), 'data-stuck', incidents.length ? 'true' : null);
    attribute(canvas, 'aria-label', said);
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
