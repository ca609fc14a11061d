import { Refusal } from './api.js';
import { page } from './page.js';
import { Kept } from './storage.js';

/** @typedef {import('./types').Comment} Comment */

const SOON = 2_000;
const SLOWEST = 30_000;
const LONGEST = 15 * 60_000;

/**
 * Follows one's own comments until they are decided. Asks only while some wait and the tab is seen, ever more seldom,
 * and gives up after a quarter of an hour; coming back to the tab begins anew.
 */
export class Waiting {
  /**
   * @param {import('./types').Here} here
   * @param {(comment: Comment) => void} onChange one that still waits, in another way than before
   * @param {(comment: Comment) => Promise<void>} onDecided one that waits no more
   */
  constructor(here, onChange, onDecided) {
    const { site, thread, url } = here.options;
    this.here = here;
    this.onChange = onChange;
    this.onDecided = onDecided;
    this.mark = new Kept('waiting', site, thread || url);
    /** @type {Map<number, Comment>} */
    this.comments = new Map();
    this.timer = 0;
    this.until = 0;
    page.on('visibilitychange', () => !page.hidden && this.#follow(), { signal: here.signal });
    here.signal.addEventListener('abort', () => clearTimeout(this.timer));
  }

  /** Asks, once the discussion is shown, for what waited when the reader left; who never posted here asks nothing. */
  async recall() {
    if (this.mark.text) await this.#look();
    this.#follow();
  }

  /** @param {Comment} comment that was posted just now */
  add(comment) {
    this.comments.set(comment.id, comment);
    this.mark.text = 'yes';
    this.#follow();
  }

  #follow() {
    this.until = Date.now() + LONGEST;
    this.#wait(SOON);
  }

  /** @param {number} pause milliseconds */
  #wait(pause) {
    clearTimeout(this.timer);
    if (!this.comments.size || Date.now() > this.until || this.here.signal.aborted) return;
    this.timer = setTimeout(async () => {
      if (page.hidden) return;
      await this.#look();
      this.#wait(Math.min(pause * 1.3, SLOWEST));
    }, pause);
  }

  async #look() {
    try {
      const { comments } = await this.here.api.mine();
      const waiting = new Map(comments.map((comment) => [comment.id, comment]));
      for (const comment of comments) this.#note(comment);
      for (const comment of [...this.comments.values()]) if (!waiting.has(comment.id)) await this.#decide(comment);
      if (!this.comments.size) this.mark.text = '';
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.code === 'visitor_unknown') this.#forget();
    }
  }

  #forget() {
    this.comments.clear();
    this.mark.text = '';
  }

  /** @param {Comment} comment */
  #note(comment) {
    const before = this.comments.get(comment.id);
    this.comments.set(comment.id, comment);
    if (before?.status !== comment.status) this.onChange(comment);
  }

  /** @param {Comment} comment */
  async #decide(comment) {
    await this.onDecided(comment);
    this.comments.delete(comment.id);
  }
}
