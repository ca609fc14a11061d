/** Elements are made from text and checked attributes: no string is ever parsed as HTML, so Trusted Types hold. */
const create = Document.prototype.createElement;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes] false, null and undefined leave one out; a function listens
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = /** @type {HTMLElementTagNameMap[Tag]} */ (create.call(document, tag));
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === '')));
  return element;
}

/**
 * An http, https or mailto address as the browser itself understands it, else null; absolute unless a base is given.
 * @param {string | null | undefined} address
 * @param {string} [base]
 */
export function safeAddress(address, base) {
  try {
    const url = new URL(address ?? '', base);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that a reader gave, which the site does not vouch for. @param {string | null} address */
export function foreignLink(address) {
  const href = safeAddress(address);
  return href ? make('a', { href, rel: 'nofollow ugc noopener', target: '_blank' }) : make('span');
}

/**
 * Tells the host page: CustomEvents "chiosa:NAME" that rise from the element through the whole page.
 * @param {HTMLElement} element @param {AbortSignal} signal after it nothing is told any more @returns {import('./types').Emit}
 */
export function emitter(element, signal) {
  return (name, detail) => {
    if (!signal.aborted) element.dispatchEvent(new CustomEvent(`chiosa:${name}`, { detail, bubbles: true, composed: true }));
  };
}
