/** The one file that fetches. */
import { asset, carried } from './assets.js';
import { page } from './page.js';
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

/** The text of a part that is no module, such as "styles.css"; empty where it cannot be had. @param {string} service @param {string} name */
export async function fetchPart(service, name) {
  const text = carried(name);
  if (text) return text;
  try {
    const response = await page.fetch(asset(service, name), { credentials: 'omit' });
    return response.ok ? await response.text() : '';
  } catch {
    return '';
  }
}

/**
 * One answer of the service. Fails with a Refusal: where there is none in time, where it is none of ours, after the signal.
 * @param {string} url @param {string} key what the answer holds at least @param {AbortSignal} signal @param {RequestInit} [init]
 */
export async function ask(url, key, signal, init) {
  const watch = new AbortController();
  const stop = () => watch.abort();
  const timer = setTimeout(stop, PATIENCE);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    return await read(await page.fetch(url, { credentials: 'omit', ...init, signal: watch.signal }), key);
  } catch (failure) {
    throw failure instanceof Refusal ? failure : new Refusal({ code: 'unreachable' });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export class Api {
  /** @param {string} service @param {import('./types').Options} options @param {AbortSignal} signal */
  constructor(service, { site, url, thread }, signal) {
    this.root = `${service}api/v1/`;
    this.place = { site, url, ...(thread && { thread }) };
    this.signal = signal;
    /** @type {{text: string}} */
    this.visitor = new Kept('visitor', site);
  }

  /**
   * One page of the discussion; without `sort` in the site's order. `around` names a comment that must be on it.
   * The browser always asks: what a shared cache may show for some seconds more, a reader who reloads must not see.
   * @param {{sort?: string, cursor?: string | null, around?: number}} wanted
   * @returns {Promise<import('./types').ThreadPage>}
   */
  thread({ sort, cursor, around }) {
    const query = { ...this.place, ...(sort && { sort }), ...(cursor && { cursor }), ...(around && { around: String(around) }) };
    return this.get('threads', 'thread', query, { cache: 'no-cache' });
  }

  /** What changed after that version; a conditional request when the same is asked again. @param {number} since @returns {Promise<import('./types').Changes>} */
  changes(since) {
    return this.get('changes', 'thread', { ...this.place, since: String(since) }, { cache: 'no-cache' });
  }

  /** @param {number} root @param {string} cursor @returns {Promise<import('./types').Replies>} */
  replies(root, cursor) {
    return this.get(`comments/${root}/replies`, 'comments', { site: this.place.site, cursor }, { cache: 'no-cache' });
  }

  /** What is the visitor's own here: comments, votes, reactions. @returns {Promise<import('./types').Mine>} */
  mine() {
    return this.own('mine', 'comments');
  }

  /**
   * Who the host site's server says that the visitor is. That is kept nowhere, for the page says it each time; an empty
   * token leaves the visitor whom this browser remembers.
   * @param {string} token
   * @returns {Promise<{visitor: string, name: string} | undefined>}
   */
  async session(token) {
    this.visitor = new Kept('visitor', this.place.site);
    if (!token) return;
    const answer = await this.send('POST', 'sessions', 'visitor', { site: this.place.site, token });
    this.visitor = { text: answer.visitor };
    return answer;
  }

  /** What is told to this visitor alone. @param {string} path @param {string} key */
  own(path, key) {
    return this.get(path, key, this.place, { headers: this.#bearer(), cache: 'no-store' });
  }

  /** @param {string} method @param {string} path @param {string} key @param {object} [body] @param {Record<string, string>} [headers] */
  send(method, path, key, body, headers) {
    const type = body && { 'Content-Type': 'application/json' };
    return this.#twice(path, key, { method, headers: { ...this.#bearer(), ...type, ...headers }, ...(body && { body: JSON.stringify(body) }) });
  }

  /** @returns {Record<string, string>} */
  #bearer() {
    return this.visitor.text ? { Authorization: `Bearer ${this.visitor.text}` } : {};
  }

  /** @param {string} path @param {string} key @param {Record<string, string>} query @param {RequestInit} [init] */
  get(path, key, query, init) {
    return this.#twice(`${path}?${new URLSearchParams(query)}`, key, init);
  }

  /** A network that stumbles once is not worth a reader's attention. @param {string} path @param {string} key @param {RequestInit} [init] */
  async #twice(path, key, init) {
    try {
      return await this.#ask(path, key, init);
    } catch (refusal) {
      if (!(/** @type {Refusal} */ (refusal).isUnreachable) || this.signal.aborted) throw refusal;
      await page.pause(PAUSE);
      return this.#ask(path, key, init);
    }
  }

  /** @param {string} path @param {string} key @param {RequestInit} [init] */
  async #ask(path, key, init) {
    try {
      return await ask(this.root + path, key, this.signal, init);
    } catch (failure) {
      if (/** @type {Refusal} */ (failure).code === 'visitor_unknown') this.visitor.text = '';
      throw failure;
    }
  }
}
