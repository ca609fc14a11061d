/** What was said last on the whole site. */
import { ask } from './api.js';
import { make, safeAddress } from './dom.js';
import { languageOf, siteKey, told } from './options.js';
import { makeSheet } from './sheet.js';
import { learn } from './words.js';

/** <chiosa-latest>. @param {HTMLElement} element @param {string} service @param {string} site @param {AbortSignal} signal */
export async function list(element, service, site, signal) {
  const key = siteKey(told(element, 'site') || site);
  if (!key) return;
  const count = Math.min(20, Math.max(1, Math.trunc(Number(told(element, 'count'))) || 5));
  const [{ comments }, words, sheet] = await Promise.all([
    /** @type {Promise<import('./types').Latest>} */ (ask(`${service}api/v1/latest?site=${key}&count=${count}`, 'comments', signal)),
    learn(service, languageOf(element)),
    makeSheet(service, 'latest.css'),
  ]);
  if (signal.aborted) return;
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet];
  shadow.replaceChildren(make('section', { part: 'latest', lang: words.code, dir: words.say('dir'), 'aria-label': words.say('latest') },
    make('ol', {}, ...comments.map((comment) => draw(comment, words)))));
}

/** @param {import('./types').Latest['comments'][number]} comment @param {import('./words.js').Language} words */
function draw({ url, title, name, excerpt, created }, words) {
  const date = new Date(created);
  return make('li', { part: 'latest-comment' },
    make('a', { href: safeAddress(url), dir: 'auto' }, excerpt || words.say('comments')),
    make('p', {}, make('span', { dir: 'auto' }, name || words.say('anonymous')), ' ', title && make('span', { dir: 'auto' }, words.say('on', { title })), ' ',
      make('time', { datetime: created, title: words.date.format(date) }, words.ago(date))));
}
