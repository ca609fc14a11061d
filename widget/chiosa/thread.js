import { Api } from './api.js';
import { Discussion } from './discussion.js';
import { emitter, make } from './dom.js';
import { readFragment } from './fragment.js';
import { near } from './near.js';
import { OBSERVED, allTold, readOptions, tell, told } from './options.js';
import { makeSheet } from './sheet.js';
import { learn } from './words.js';

/** @typedef {import('./types').Told} Told */

/** <chiosa-thread>: one discussion, from being put into a page until being taken out of it. */
export class ChiosaThread extends HTMLElement {
  static observedAttributes = OBSERVED;
  /** The service's own address, ending in a slash. */
  static service = '';
  /** @type {AbortController | null} while it stands in a page */
  #life = null;
  #token = '';
  #told = '';
  #isTold = false;
  #isTaken = false;
  /** @type {() => void} */
  #signIn = () => {};

  connectedCallback() {
    if (!this.#life) this.#open();
  }

  /** Moved by Element.moveBefore: nothing begins anew. */
  connectedMoveCallback() {}

  /** Moved at once to another place, it goes on as it is. */
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#close());
  }

  /** What changes at one time is told by several calls. */
  attributeChangedCallback() {
    if (!this.#life || this.#isTold) return;
    this.#isTold = true;
    queueMicrotask(() => this.#reopen());
  }

  /** @param {Told} options */
  update({ token, ...options }) {
    if (token !== undefined) this.setToken(token ?? '');
    tell(this, options);
  }

  destroy() {
    this.remove();
  }

  /** @param {import('./types').Theme} theme */
  setTheme(theme) {
    tell(this, { theme });
  }

  /** Who the reader is, signed by the host site's server; empty when they have left. @param {string} token */
  setToken(token) {
    this.#token = token;
    this.#signIn();
  }

  #open() {
    const { signal } = this.#life = new AbortController();
    const emit = emitter(this, signal);
    this.#show(signal, emit).catch((failure) => {
      if (!signal.aborted) console.error('Chiosa:', failure);
      emit('error', { code: failure?.code ?? 'unknown' });
    });
  }

  #close() {
    this.#life?.abort();
    this.#life = null;
    this.#signIn = () => {};
    this.shadowRoot?.replaceChildren();
  }

  #reopen() {
    this.#isTold = false;
    if (!this.#life || this.#told === allTold(this)) return;
    this.#close();
    this.#open();
  }

  /** @param {AbortSignal} signal @param {import('./types').Emit} emit */
  async #show(signal, emit) {
    const { service } = ChiosaThread;
    const options = readOptions(this);
    this.#told = allTold(this);
    const api = new Api(service, options, signal);
    const fragment = this.#isTaken ? null : readFragment(this);
    this.#isTaken = true;
    const isManual = options.loading === 'manual' && !fragment;
    const start = options.loading === 'eager' || isManual ? Promise.resolve() : near(this, signal);
    const ask = () => start.then(() => fragment ?? api.thread({ sort: options.sort }));
    const asked = options.site && !isManual ? ask() : null;
    asked?.catch(() => {});
    const [words, sheet] = await Promise.all([learn(service, options.lang), makeSheet(service, 'styles.css'), fragment && asked]);
    if (signal.aborted) return;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    if (!options.site) return shadow.replaceChildren(make('p', { class: 'alert', role: 'alert' }, words.say('noSite')));
    const discussion = new Discussion({ api, words, options, signal, emit, service });
    shadow.replaceChildren(discussion.element);
    this.#letSignIn(api, discussion, emit);
    if (isManual) await pressed(discussion, words);
    await discussion.open(asked ?? ask());
    if (fragment) (await discussion.part('live'))?.look();
  }

  /** @param {Api} api @param {Discussion} discussion @param {import('./types').Emit} emit */
  #letSignIn(api, discussion, emit) {
    let before = Promise.resolve();
    this.#signIn = () => {
      before = before.then(() => api.session(this.#token)).catch(({ code }) => emit('error', { code })).then(() => discussion.greet());
    };
    this.#token ||= told(this, 'token');
    if (this.#token) this.#signIn();
  }
}

/** Waits until the reader wants to see the comments. @param {Discussion} discussion @param {import('./words.js').Language} words */
function pressed({ content, title }, words) {
  return new Promise((resolve) => {
    const click = () => {
      title.focus();
      resolve(undefined);
    };
    content.replaceChildren(make('button', { type: 'button', click }, words.say('all')));
  });
}
