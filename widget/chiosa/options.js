import { safeAddress } from './dom.js';
import { page } from './page.js';

/**
 * @template {string} Choice
 * @param {string} name @param {string | undefined} value @param {Choice[]} choices the first is taken where none fits
 * @returns {Choice}
 */
function choose(name, value, choices) {
  const choice = choices.find((one) => one === value);
  if (value && !choice) console.warn(`Chiosa: data-${name}="${value}" is none of ${choices.join(', ')}.`);
  return choice ?? choices[0];
}

/** The page's address without its fragment: as told, else the canonical one, else where the browser is. */
function address(/** @type {string | undefined} */ told) {
  const [canonical] = /** @type {HTMLLinkElement[]} */ (page.all('link[rel~="canonical"][href]'));
  const found = [told, canonical?.href, location.href].map((one) => (one ? safeAddress(one, location.href) : null));
  if (told && !found[0]) console.warn(`Chiosa: data-url="${told}" is not an address; the page's own is used.`);
  return (found.find((one) => one) ?? location.href).replace(/#.*$/s, '');
}

/** When the page says that it was last changed, as an ISO time; empty where it says nothing that can be. */
function modified() {
  const [meta] = /** @type {HTMLMetaElement[]} */ (page.all('meta[property="article:modified_time"]'));
  const time = Date.parse(meta?.content ?? '');
  return time > 0 && time < Date.now() ? new Date(time).toISOString() : '';
}

/**
 * The options of one discussion, from its element's data-* attributes; docs/embedding.md lists them.
 * @param {HTMLElement} element
 * @returns {import('./types').Options}
 */
export function readOptions(element) {
  const { site, thread, url, title, lang, theme, sort } = element.dataset;
  if (!site) console.error('Chiosa: data-site is missing. The moderation room shows the key of your site.');
  return {
    site: site ?? '',
    thread: thread ?? '',
    url: address(url),
    title: [...(title || page.title)].slice(0, 300).join(''),
    modified: modified(),
    lang: lang || element.closest('[lang]')?.getAttribute('lang') || '',
    theme: choose('theme', theme, ['auto', 'light', 'dark']),
    sort: choose('sort', sort, ['newest', 'oldest']),
  };
}
