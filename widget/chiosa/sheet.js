import { fetchPart } from './api.js';

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();

/**
 * A style sheet such as "styles.css", one for all discussions of a page; it needs no leave of the page's style-src. Empty
 * where it cannot be had: without it the widget is plain but works.
 * @param {string} service @param {string} name
 */
export function makeSheet(service, name) {
  const made = sheets.get(name) ?? fetchPart(service, name).then((text) => {
    if (!text) sheets.delete(name);
    return new CSSStyleSheet().replace(text);
  });
  sheets.set(name, made);
  return made;
}
