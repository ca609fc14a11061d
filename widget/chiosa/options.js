import { safeAddress } from './dom.js';
import { page } from './page.js';

/** What a page may tell a discussion, as `name` or `data-name`; `page-title` shows no tooltip as `title` would. */
const NAMES = ['site', 'thread', 'url', 'title', 'lang', 'theme', 'sort', 'loading', 'token'];
const attributesOf = (/** @type {string} */ name) => [name, `page-${name}`, `data-${name}`];

export const OBSERVED = NAMES.flatMap(attributesOf);

/** @param {Element} element @param {string} name */
export function told(element, name) {
  return attributesOf(name).map((one) => element.getAttribute(one)).find((value) => value) ?? '';
}

/** All that is told, but for the theme, which the style sheet reads by itself. @param {Element} element */
export const allTold = (element) => NAMES.filter((name) => name !== 'theme').map((name) => told(element, name)).join('\n');

/** Tells the element otherwise; what is empty or null is taken back. @param {HTMLElement} element @param {object} options */
export function tell(element, options) {
  for (const [name, value] of Object.entries(options)) {
    if (!NAMES.includes(name)) console.warn(`Chiosa: there is no option "${name}".`);
    else {
      attributesOf(name).forEach((attribute) => element.removeAttribute(attribute));
      if (value) element.setAttribute(`data-${name}`, String(value));
    }
  }
}

/**
 * @template {string} Choice
 * @param {string} name @param {string} value @param {Choice[]} choices the first is taken where none fits
 * @returns {Choice}
 */
function choose(name, value, choices) {
  const choice = choices.find((one) => one === value);
  if (value && !choice) console.warn(`Chiosa: ${name}="${value}" is none of ${choices.filter(String).join(', ')}.`);
  return choice ?? choices[0];
}

/** The page's address without its fragment: as told, else the canonical one, else where the browser is. @param {string} wish */
export function address(wish) {
  const [canonical] = /** @type {HTMLLinkElement[]} */ (page.all('link[rel~="canonical"][href]'));
  const found = [wish, canonical?.href, location.href].map((one) => (one ? safeAddress(one, location.href) : null));
  if (wish && !found[0]) console.warn(`Chiosa: url="${wish}" is not an address; the page's own is used.`);
  return (found.find((one) => one) ?? location.href).replace(/#.*$/s, '');
}

/** The key of a site, else empty. @param {string} site */
export function siteKey(site) {
  if (/^[a-z0-9-]{1,63}$/.test(site)) return site;
  console.error(`Chiosa: data-site${site ? `="${site}" is no key of a site` : ' is missing'}. The moderation room shows the key of your site.`);
  return '';
}

/** The language asked for: by the element, else by what it stands in. @param {HTMLElement} element */
export function languageOf(element) {
  return told(element, 'lang') || element.closest('[lang]')?.getAttribute('lang') || '';
}

/** When the page says that it was last changed, as an ISO time; empty where it says nothing that can be. */
function modified() {
  const [meta] = /** @type {HTMLMetaElement[]} */ (page.all('meta[property="article:modified_time"]'));
  const time = Date.parse(meta?.content ?? '');
  return time > 0 && time < Date.now() ? new Date(time).toISOString() : '';
}

/**
 * The options of one discussion, read once from its element's attributes; docs/embedding.md lists them.
 * @param {HTMLElement} element
 * @returns {import('./types').Options}
 */
export function readOptions(element) {
  return {
    site: siteKey(told(element, 'site')),
    thread: told(element, 'thread'),
    url: address(told(element, 'url')),
    title: [...(told(element, 'title') || page.title)].slice(0, 300).join(''),
    modified: modified(),
    lang: languageOf(element),
    theme: choose('theme', told(element, 'theme'), ['auto', 'light', 'dark']),
    sort: choose('sort', told(element, 'sort'), ['', 'newest', 'oldest', 'best']),
    loading: choose('loading', told(element, 'loading'), ['lazy', 'eager', 'manual']),
  };
}
