/**
 * Chiosa's comments under a page: <script type="module" src="https://SERVICE/embed.js" data-site="KEY"></script>
 *
 * A module has no document.currentScript, so the tag is found by its address. The browser runs a module once,
 * however many tags name it: each of them gets its own discussion.
 */
import { page } from './chiosa/page.js';
import { ChiosaThread } from './chiosa/thread.js';
// Every part of the first view is named here: the browser asks for all at once, not level by level.
import './chiosa/api.js';
import './chiosa/comment.js';
import './chiosa/discussion.js';
import './chiosa/dom.js';
import './chiosa/html.js';
import './chiosa/list.js';
import './chiosa/more.js';
import './chiosa/options.js';
import './chiosa/storage.js';
import './chiosa/words.js';

ChiosaThread.service = new URL('.', import.meta.url).href;
if (!customElements.get('chiosa-thread')) customElements.define('chiosa-thread', ChiosaThread);

const modules = /** @type {HTMLScriptElement[]} */ (page.all('script[type="module"][src]'));
const named = modules.filter((script) => script.src === import.meta.url);
// A redirect gives the module another address than its tag names.
const scripts = named.length ? named : modules.filter((script) => script.dataset.site);
for (const script of scripts) {
  const thread = new ChiosaThread();
  Object.assign(thread.dataset, script.dataset);
  const place = page.all('div#chiosa').find((div) => !div.querySelector('chiosa-thread'));
  if (place) place.append(thread);
  else if (page.body.contains(script)) script.after(thread);
  else page.body.append(thread);
}
