import { Refusal } from './api.js';
import { page } from './page.js';

const STALE = ['form_expired', 'form_used', 'form_foreign', 'visitor_unknown'];
/** After these nobody can say that the comment will not be stored yet. */
const UNDECIDED = ['unreachable', 'busy', 'internal', 'too_many'];

/** @typedef {Promise<(() => Promise<string | undefined>) | void> | null} Working gives the proof of work */

/** Brings one form's comment to the service, once, however often it has to try. */
export class Sender {
  /** @param {import('./types').Here} here @param {import('./trap.js').Trap} trap */
  constructor(here, trap) {
    this.here = here;
    this.trap = trap;
    this.key = '';
    this.refused = '';
    /** @type {Promise<{form: string, from: number, name: string | null, working: Working}> | null} */
    this.ticket = null;
  }

  /** Asks for the form's ticket when the reader first touches it: by the time of sending, its waiting time is over. */
  prepare() {
    this.ticket ??= this.#fetchTicket();
    return this.ticket;
  }

  /** Another ticket for another visitor. */
  renew() {
    this.ticket = null;
    return this.prepare();
  }

  /**
   * @param {import('./types').Written & {title: string}} written
   * @returns {Promise<import('./types').Comment>}
   */
  async send(written) {
    try {
      return await this.#try(written);
    } catch (refusal) {
      if (!(refusal instanceof Refusal && STALE.includes(refusal.code))) throw refusal;
      this.ticket = null;
      return this.#try(written);
    }
  }

  /** @param {import('./types').Written & {title: string}} written */
  async #try(written) {
    const { form, from, working } = await this.prepare();
    await page.pause(from - performance.now());
    const work = await (await working)?.();
    const content = JSON.stringify(written);
    try {
      const { comment } = await this.here.writes.post({ ...written, form, trap: this.trap.value, work }, this.#keyFor(content));
      this.ticket = null;
      this.key = '';
      return comment;
    } catch (refusal) {
      this.#remember(/** @type {Refusal} */ (refusal).code, content);
      throw refusal;
    }
  }

  /** @param {string} code @param {string} content */
  #remember(code, content) {
    if (code === 'key_reused') this.key = '';
    else if (![...UNDECIDED, ...STALE].includes(code)) this.refused = content;
  }

  /** The same key until the comment is accepted, or is changed after a refusal. @param {string} content */
  #keyFor(content) {
    if (!this.key || (this.refused && this.refused !== content)) {
      this.key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      this.refused = '';
    }
    return this.key;
  }

  async #fetchTicket() {
    try {
      const { form, wait, trap, name, work } = await this.here.writes.form();
      this.trap.name = trap;
      const working = work && import('./work.js').then(({ begin }) => begin(this.here, work, this.trap.control), () => {});
      return { form, from: performance.now() + wait * 1000 + 100, name, working };
    } catch (refusal) {
      this.ticket = null;
      throw refusal;
    }
  }
}
