import { Api, fetchStyles } from './api.js';
import { Discussion } from './discussion.js';
import { make } from './dom.js';
import { readOptions } from './options.js';
import { learn } from './words.js';

/** <chiosa-thread>: one discussion, from being put into a page until being taken out of it. */
export class ChiosaThread extends HTMLElement {
  /** The service's own address, ending in a slash. */
  static service = '';
  #life = new AbortController();

  connectedCallback() {
    this.#life = new AbortController();
    this.#open(this.#life.signal);
  }

  disconnectedCallback() {
    this.#life.abort();
  }

  /** @param {AbortSignal} signal */
  async #open(signal) {
    const { service } = ChiosaThread;
    const options = readOptions(this);
    const api = new Api(service, options, signal);
    const asked = options.site ? api.thread({ sort: options.sort }) : null;
    asked?.catch(() => {});
    const [words, sheet] = await Promise.all([learn(options.lang), makeSheet(service)]);
    if (signal.aborted) return;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    if (!asked) return shadow.replaceChildren(make('p', { class: 'alert', role: 'alert' }, words.say('noSite')));
    const discussion = new Discussion({ api, words, options, signal });
    shadow.replaceChildren(discussion.element);
    await discussion.open(asked);
  }
}

/** @type {Promise<CSSStyleSheet> | undefined} */
let sheet;

/** One sheet for all discussions of a page; it needs no leave of the page's style-src. @param {string} service */
function makeSheet(service) {
  sheet ??= fetchStyles(service).then((text) => new CSSStyleSheet().replace(text));
  return sheet;
}
