import { foreignLink, make } from './dom.js';

/** A comment's headings stand one below its author's name, whichever they were: no level may be left out. */
const TAGS = /** @type {Record<string, keyof HTMLElementTagNameMap>} */ (Object.assign(Object.create(null), {
  p: 'p', br: 'br', hr: 'hr', strong: 'strong', em: 'em', del: 'del', code: 'code', pre: 'pre', a: 'a',
  blockquote: 'blockquote', ul: 'ul', ol: 'ol', li: 'li', h1: 'h4', h2: 'h4', h3: 'h4', h4: 'h4', h5: 'h4', h6: 'h4',
}));
const VOID = ['br', 'hr'];
/** These take their direction from their own text; paragraphs and items do so by the style sheet. */
const SIDED = ['ul', 'ol', 'blockquote'];
const DEEPEST = 100;

const ENTITIES = /** @type {Record<string, string>} */ ({ lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' });
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|[^<]+|</g;

/** @param {string} text */
const decode = (text) => text.replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name) => ENTITIES[name]);

/** @param {string} tag @param {string} attributes */
function open(tag, attributes) {
  if (tag === 'a') return foreignLink(decode(/ href="([^"]*)"/.exec(attributes)?.[1] ?? ''));
  const start = tag === 'ol' && / start="(\d{1,9})"/.exec(attributes)?.[1];
  return make(TAGS[tag], { start, dir: tag === 'pre' ? 'ltr' : SIDED.includes(tag) && 'auto' });
}

/**
 * Reads a comment's sanitised HTML into nodes. Only the documented tags are made, no attribute is taken over but a list's start and a
 * link's address, which is checked again; whatever else stands there is shown as text.
 * @param {string} html
 */
export function readComment(html) {
  const root = make('div', { class: 'text', dir: 'auto' });
  const path = [{ tag: '', element: /** @type {HTMLElement} */ (root) }];
  for (const [token, slash, tag, attributes] of html.matchAll(TOKEN)) {
    const { tag: current, element } = path[path.length - 1];
    if (tag && slash && tag === current) path.pop();
    else if (!tag || slash || !TAGS[tag] || path.length > DEEPEST) element.append(decode(token));
    else {
      const child = open(tag, attributes);
      element.append(child);
      if (!VOID.includes(tag)) path.push({ tag, element: child });
    }
  }
  return root;
}
