/**
 * Chiosa's comments under a page: <script type="module" src="https://SERVICE/embed.js" data-site="KEY"></script>
 *
 * A module has no document.currentScript, so the tag is found by its address. The browser runs a module once,
 * however many tags name it: each of them gets its own discussion.
 */
import { late } from './chiosa/late.js';
import { mountAt } from './chiosa/mount.js';
import { page } from './chiosa/page.js';
import { ChiosaThread } from './chiosa/thread.js';
// Every part of the first view is named here: the browser asks for all at once, not level by level.
import './chiosa/api.js';
import './chiosa/assets.js';
import './chiosa/avatar.js';
import './chiosa/comment.js';
import './chiosa/discussion.js';
import './chiosa/dom.js';
import './chiosa/fragment.js';
import './chiosa/html.js';
import './chiosa/list.js';
import './chiosa/more.js';
import './chiosa/near.js';
import './chiosa/options.js';
import './chiosa/order.js';
import './chiosa/reactions.js';
import './chiosa/sheet.js';
import './chiosa/storage.js';
import './chiosa/votes.js';
import './chiosa/words.js';

export { destroy, mount, setTheme, setToken, update } from './chiosa/mount.js';

const service = new URL('.', import.meta.url).href;
const modules = /** @type {HTMLScriptElement[]} */ (page.all('script[type="module"][src]'));
const named = modules.filter((script) => script.src === import.meta.url);
// A redirect gives the module another address than its tag names.
const scripts = named.length ? named : modules.filter((script) => script.dataset.site);
const site = scripts.find((script) => script.dataset.site)?.dataset.site ?? '';

for (const script of scripts) {
  const { site: key, counts } = script.dataset;
  if (counts != null) countLinks(undefined, key);
  if (counts !== 'only' && (key || page.all('div#chiosa').length)) mountAt(script);
}

// Elements that stand there already begin now, with all that their script says.
ChiosaThread.service = service;
if (!customElements.get('chiosa-thread')) customElements.define('chiosa-thread', ChiosaThread);
late('chiosa-count', ['site', 'url', 'thread', 'plain', 'lang'], async (element, signal) => (await import('./chiosa/count.js')).count(element, service, site, signal));
late('chiosa-latest', ['site', 'count', 'lang'], async (element, signal) => (await import('./chiosa/latest.js')).list(element, service, site, signal));

/**
 * Tells at each link to some page's "#comments" how many they are.
 * @param {ParentNode} [within] the links that are meant, else those of the whole page
 * @param {string} [key] of the site, else what the script's tag says
 */
export async function countLinks(within, key = site) {
  try {
    await (await import('./chiosa/count.js')).countLinks(service, key, within);
  } catch (failure) {
    console.error('Chiosa:', failure);
  }
}
