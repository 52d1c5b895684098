import { written } from './format.js';
import { maybe, said } from './language.js';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g;
const HOLDER = /\{(\w+)\}/g;

const exact = new Map(said.filter(([sentence]) => !sentence.includes('{')));
const patterns = said.filter(([sentence]) => sentence.includes('{')).map(([sentence, ours]) => ({ pattern: pattern(sentence), ours }));

/** `{field} must be …`: the name of a field is one word, what else a sentence holds may be many. */
function pattern(sentence) {
  const literal = sentence.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(HOLDER, (_, name) => `(?<${name}>${name === 'field' ? '\\S+' : '.+'})`)}$`);
}

/** A sentence of the service in our language, its moments as the browser writes them; what nobody knows stays as it is. */
export function say(sentence) {
  return translated(String(sentence)).replaceAll(INSTANT, written);
}

function translated(sentence) {
  if (exact.has(sentence)) return exact.get(sentence);
  if (sentence.includes('; ')) return sentence.split('; ').map(translated).join('; ');
  for (const { pattern, ours } of patterns) {
    const found = pattern.exec(sentence)?.groups;
    if (found) return ours.replaceAll(HOLDER, (_, name) => maybe(`${name}.${found[name]}`) ?? translated(found[name]));
  }
  return sentence;
}
