/** How a page puts discussions into itself: by a script tag, or by a call. */
import { make } from './dom.js';
import { tell } from './options.js';
import { page } from './page.js';

/** @typedef {import('./thread.js').ChiosaThread} ChiosaThread @typedef {import('./types').Told} Told */

/** Puts a discussion at the end of a place. @param {Element} place @param {Told} [options] @returns {ChiosaThread} */
export function mount(place, { token, ...options } = {}) {
  const thread = make('chiosa-thread');
  tell(thread, options);
  if (token) thread.setToken(token);
  place.append(thread);
  return thread;
}

/** @param {ChiosaThread} thread @param {Told} options */
export const update = (thread, options) => thread.update(options);

/** @param {ChiosaThread} thread */
export const destroy = (thread) => thread.destroy();

/** @returns {ChiosaThread[]} */
const all = () => /** @type {ChiosaThread[]} */ (page.all('chiosa-thread'));

/** Of one discussion, else of all that stand in the page. @param {import('./types').Theme} theme @param {ChiosaThread} [thread] */
export const setTheme = (theme, thread) => (thread ? [thread] : all()).forEach((one) => one.setTheme(theme));

/** Of one discussion, else of all that stand in the page. @param {string} token @param {ChiosaThread} [thread] */
export const setToken = (token, thread) => (thread ? [thread] : all()).forEach((one) => one.setToken(token));

/** @type {WeakSet<Element>} which one script asked for: the next one has its own */
const mounted = new WeakSet();

/**
 * The discussion that a script tag asks for: in div#chiosa, else where the tag stands. One that the host's server has put
 * there takes over what the tag says besides.
 * @param {HTMLScriptElement} script
 */
export function mountAt(script) {
  const [place] = page.all('div#chiosa');
  const found = [place?.querySelector('chiosa-thread'), script.nextElementSibling];
  const standing = /** @type {ChiosaThread | undefined} */ (found.find((one) => one?.localName === 'chiosa-thread' && !mounted.has(one)));
  const thread = standing ?? make('chiosa-thread');
  const { ...own } = thread.dataset;
  Object.assign(thread.dataset, script.dataset, own);
  mounted.add(thread);
  if (standing) return;
  if (place && !place.querySelector('chiosa-thread')) place.append(thread);
  else if (page.body.contains(script)) script.after(thread);
  else page.body.append(thread);
}
