import { foreignLink, make, safeAddress } from './dom.js';

/** A comment's headings stand one below its author's name, whichever they were: no level may be left out. */
const TAGS = /** @type {Record<string, keyof HTMLElementTagNameMap>} */ (Object.assign(Object.create(null), {
  p: 'p', br: 'br', hr: 'hr', strong: 'strong', em: 'em', del: 'del', code: 'code', pre: 'pre', a: 'a', span: 'span', img: 'img',
  blockquote: 'blockquote', ul: 'ul', ol: 'ol', li: 'li', h1: 'h4', h2: 'h4', h3: 'h4', h4: 'h4', h5: 'h4', h6: 'h4',
}));
const VOID = ['br', 'hr', 'img'];
/** These take their direction from their own text; paragraphs and items do so by the style sheet. */
const SIDED = ['ul', 'ol', 'blockquote'];
const DEEPEST = 100;
/** The classes that colour code, by the tag that may have them. */
const COLOURS = /** @type {Record<string, RegExp>} */ ({ code: /^language-[a-z0-9+#-]{1,20}$/, span: /^[a-z]{1,3}\d?$/ });

const ENTITIES = /** @type {Record<string, string>} */ ({ lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' });
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|[^<]+|</g;

/** @param {string} text */
const decode = (text) => text.replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name) => ENTITIES[name]);

/** @param {string} attributes @param {string} name */
const valueOf = (attributes, name) => decode(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');

/** An image from https, or its description. What must be said before it is fetched stands before its address. @param {string} attributes */
function image(attributes) {
  const src = safeAddress(valueOf(attributes, 'src'));
  const alt = valueOf(attributes, 'alt');
  if (!src?.startsWith('https:')) return make('span', {}, alt);
  return make('img', { loading: 'lazy', referrerpolicy: 'no-referrer', alt, src });
}

/** @param {string} tag @param {string} attributes */
function open(tag, attributes) {
  if (tag === 'a') return foreignLink(valueOf(attributes, 'href'));
  if (tag === 'img') return image(attributes);
  const start = tag === 'ol' && /^\d{1,9}$/.exec(valueOf(attributes, 'start'))?.[0];
  const colour = valueOf(attributes, 'class');
  return make(TAGS[tag], {
    start,
    class: (tag === 'code' || tag === 'span') && COLOURS[tag].test(colour) && colour,
    dir: tag === 'pre' ? 'ltr' : SIDED.includes(tag) && 'auto',
  });
}

/** Whether it has code in colours, which need code.css. @param {string} html */
export const hasCode = (html) => html.includes('<code class="language-');

/**
 * Reads a comment's sanitised HTML into nodes. Only the documented tags are made, no attribute is taken over but a list's start, the
 * colours of code, an image's description, and addresses, which are checked again; whatever else stands there is shown as text.
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
