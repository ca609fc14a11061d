/** The one file that fetches. */
import { Kept } from './storage.js';

const PATIENCE = 15_000;
const PAUSE = 1_000;

/**
 * What the service refused, by its code; `unreachable` when it gave no answer of ours (no network, too slow, HTML).
 */
export class Refusal extends Error {
  /** @param {{code: string, message?: string, fields?: import('./types').FieldErrors}} error */
  constructor({ code, message = '', fields = {} }, retryAfter = 0) {
    super(message);
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  get isUnreachable() { return this.code === 'unreachable'; }
}

/** @param {Response} response @param {string} key what an answer of ours holds at least */
async function read(response, key) {
  const body = await response.json();
  if (response.ok && body?.[key] !== undefined) return body;
  if (typeof body?.error?.code !== 'string') throw new TypeError('not an answer of the service');
  throw new Refusal(body.error, Number(response.headers.get('Retry-After')) || 0);
}

/** The widget's style sheet; without it the widget is plain but works. @param {string} service */
export async function fetchStyles(service) {
  try {
    const response = await fetch(`${service}chiosa/styles.css`, { credentials: 'omit' });
    return response.ok ? await response.text() : '';
  } catch {
    return '';
  }
}

export class Api {
  /** @param {string} service @param {import('./types').Options} options @param {AbortSignal} signal */
  constructor(service, { site, url, thread }, signal) {
    this.root = `${service}api/v1/`;
    this.place = { site, url, ...(thread && { thread }) };
    this.signal = signal;
    this.visitor = new Kept('visitor', site);
  }

  /**
   * One page of the discussion. `fresh` has the browser ask even where its own copy is still good.
   * @param {{sort: string, cursor?: string | null, fresh?: boolean}} wanted
   * @returns {Promise<import('./types').ThreadPage>}
   */
  thread({ sort, cursor, fresh }) {
    const query = { ...this.place, sort, ...(cursor && { cursor }) };
    return this.#get('threads', 'thread', query, { cache: fresh ? 'no-cache' : 'default' });
  }

  /** @param {number} root @param {string} cursor @returns {Promise<import('./types').Replies>} */
  replies(root, cursor) {
    return this.#get(`comments/${root}/replies`, 'comments', { site: this.place.site, cursor });
  }

  /** One's own comments that wait. @returns {Promise<import('./types').Replies>} */
  mine() {
    return this.#get('mine', 'comments', this.place, { headers: this.#bearer(), cache: 'no-store' });
  }

  /** @returns {Promise<import('./types').Ticket>} */
  async form() {
    const ticket = await this.#get('form', 'form', this.place, { headers: this.#bearer(), cache: 'no-store' });
    this.visitor.text = ticket.visitor;
    return ticket;
  }

  /**
   * @param {import('./types').Written & {title: string, form: string, trap: string}} written
   * @param {string} key the same on each try of the same comment
   * @returns {Promise<{comment: import('./types').Comment}>}
   */
  post(written, key) {
    return this.#twice('comments', 'comment', {
      method: 'POST',
      headers: { ...this.#bearer(), 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify({ ...this.place, ...written }),
    });
  }

  /** @returns {Record<string, string>} */
  #bearer() {
    return this.visitor.text ? { Authorization: `Bearer ${this.visitor.text}` } : {};
  }

  /** @param {string} path @param {string} key @param {Record<string, string>} query @param {RequestInit} [init] */
  #get(path, key, query, init) {
    return this.#twice(`${path}?${new URLSearchParams(query)}`, key, init);
  }

  /** A network that stumbles once is not worth a reader's attention. @param {string} path @param {string} key @param {RequestInit} [init] */
  async #twice(path, key, init) {
    try {
      return await this.#ask(path, key, init);
    } catch (refusal) {
      if (!(/** @type {Refusal} */ (refusal).isUnreachable) || this.signal.aborted) throw refusal;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return this.#ask(path, key, init);
    }
  }

  /** @param {string} path @param {string} key @param {RequestInit} [init] */
  async #ask(path, key, init) {
    const watch = new AbortController();
    const stop = () => watch.abort();
    const timer = setTimeout(stop, PATIENCE);
    this.signal.addEventListener('abort', stop);
    try {
      return await read(await fetch(this.root + path, { credentials: 'omit', ...init, signal: watch.signal }), key);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw new Refusal({ code: 'unreachable' });
      if (failure.code === 'visitor_unknown') this.visitor.text = '';
      throw failure;
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener('abort', stop);
    }
  }
}
