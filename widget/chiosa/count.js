/** How many comments the pages have: all that is asked for at one time goes out together. */
import { ask } from './api.js';
import { make, safeAddress } from './dom.js';
import { address, languageOf, siteKey, told } from './options.js';
import { page } from './page.js';
import { learn } from './words.js';

/** What one request may ask for: so many pages, and characters, for servers before the service may bear no more. */
const MOST = 100;
const LONGEST = 6_000;
const NEVER = new AbortController().signal;

/** @typedef {Record<string, number>} Counts */
/** @type {Map<string, {asked: Set<string>, counts: Promise<Counts>}>} by site: what is asked for until the next turn */
const open = new Map();

/** <chiosa-count>: "3 comments", or the number alone. @param {HTMLElement} element @param {string} service @param {string} site @param {AbortSignal} signal */
export async function count(element, service, site, signal) {
  const key = siteKey(told(element, 'site') || site);
  if (!key) return;
  const thread = told(element, 'thread');
  const asked = thread ? countOf(service, key, 'thread', thread) : countOf(service, key, 'url', address(told(element, 'url')));
  const isPlain = element.hasAttribute('plain');
  const [n, words] = await Promise.all([asked, isPlain ? null : learn(service, languageOf(element))]);
  if (!signal.aborted) element.textContent = words ? words.say('count', { n }) : String(n);
}

/** Adds " (3)" to each link to some page's "#comments". @param {string} service @param {string} site @param {ParentNode | undefined} within */
export async function countLinks(service, site, within) {
  const key = siteKey(site);
  const links = /** @type {HTMLAnchorElement[]} */ (page.all('a[href$="#comments"]')).filter((link) => !within || within.contains(link));
  await Promise.all(key ? links.map((link) => countAt(link, service, key)) : []);
}

/** @param {HTMLAnchorElement} link @param {string} service @param {string} site */
async function countAt(link, service, site) {
  const url = safeAddress(link.href)?.replace(/#.*$/s, '');
  const { thread } = link.dataset;
  if (!thread && !url) return;
  const n = await (thread ? countOf(service, site, 'thread', thread) : countOf(service, site, 'url', String(url)));
  const told = link.querySelector('.chiosa-count') ?? make('span', { class: 'chiosa-count' });
  told.textContent = n ? ` (${n})` : '';
  link.append(told);
}

/** @param {string} service @param {string} site @param {'url' | 'thread'} kind @param {string} name */
async function countOf(service, site, kind, name) {
  const batch = open.get(site) ?? begin(service, site);
  batch.asked.add(`${kind}=${encodeURIComponent(name)}`);
  return (await batch.counts)[name] ?? 0;
}

/** @param {string} service @param {string} site */
function begin(service, site) {
  /** @type {Set<string>} */
  const asked = new Set();
  const counts = page.pause(0).then(async () => {
    open.delete(site);
    const parts = await Promise.all(split([...asked]).map((part) => fetchCounts(service, site, part)));
    return /** @type {Counts} */ (Object.assign(Object.create(null), ...parts));
  });
  open.set(site, { asked, counts });
  return { asked, counts };
}

/** @param {string} service @param {string} site @param {string[]} asked @returns {Promise<Counts>} */
async function fetchCounts(service, site, asked) {
  const { counts } = await ask(`${service}api/v1/counts?site=${site}&${asked.join('&')}`, 'counts', NEVER);
  return counts;
}

/** @param {string[]} asked */
function split(asked) {
  /** @type {string[][]} */
  const parts = [[]];
  let length = 0;
  for (const one of asked) {
    length += one.length;
    if (parts[0].length === MOST || length > LONGEST) {
      parts.unshift([]);
      length = one.length;
    }
    parts[0].push(one);
  }
  return parts.filter((part) => part.length);
}
