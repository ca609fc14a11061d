import { Refusal } from './api.js';
import { page } from './page.js';

/** @typedef {import('./types').Comment} Comment */

const SOON = 2_000;
const PACE = 4_000;
const SLOWEST = 30_000;
const LIVELY = 2 * 60_000;
const LONGEST = 15 * 60_000;
/** The service tells of so many of one's own at most. */
const MOST = 50;

/** @param {Comment | undefined} comment */
export const waits = (comment) => comment?.status === 'checking' || comment?.status === 'pending';

/**
 * Knows one's own comments and follows those that wait until they are decided. Asks only while some wait and the tab is seen, after
 * two minutes ever more seldom, and gives up after a quarter of an hour; coming back to the tab begins anew.
 */
export class Waiting {
  #timer = 0;
  #until = 0;
  #turn = 0;

  /** @param {import('./types').Here} here @param {(comment: Comment, before: Comment | undefined) => void} onTold one that is not as before */
  constructor(here, onTold) {
    this.here = here;
    this.onTold = onTold;
    /** @type {Map<number, Comment>} */
    this.own = new Map();
    /** @type {Record<string, import('./types').Outcome>} by comment, what became of what the reader reported */
    this.reports = {};
    page.on('visibilitychange', () => !page.hidden && this.#follow(), { signal: here.signal });
    here.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Takes in what the service knew when the discussion was opened. @param {Promise<import('./types').Mine>} asked */
  async recall(asked) {
    await this.#look(asked);
    this.#follow();
  }

  /** @param {Comment} comment that was posted or changed just now */
  add(comment) {
    this.#turn += 1;
    this.own.set(comment.id, comment);
    this.#follow();
  }

  /** Asks at once. */
  hurry() {
    this.#wait(0);
  }

  #follow() {
    this.#until = Date.now() + LONGEST;
    this.#wait(SOON);
  }

  /** @param {number} pause milliseconds */
  #wait(pause) {
    clearTimeout(this.#timer);
    const isIdle = ![...this.own.values()].some(waits) || Date.now() > this.#until;
    if (isIdle || this.here.signal.aborted) return;
    this.#timer = setTimeout(async () => {
      if (page.hidden) return;
      await this.#look(this.here.api.mine());
      const isLively = Date.now() < this.#until - LONGEST + LIVELY;
      this.#wait(isLively ? PACE : Math.min(pause * 1.3, SLOWEST));
    }, pause);
  }

  /** @param {Promise<import('./types').Mine>} asked */
  async #look(asked) {
    const known = new Set(this.own.keys());
    const turn = this.#turn;
    try {
      const { comments, reports } = await asked;
      if (turn !== this.#turn) return;
      this.reports = reports;
      comments.forEach((comment) => this.#note(comment));
      if (comments.length < MOST) this.#miss(known, comments);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.code === 'visitor_unknown') this.own.clear();
    }
  }

  /** @param {Comment} comment */
  #note(comment) {
    const before = this.own.get(comment.id);
    this.own.set(comment.id, comment);
    if (before?.status !== comment.status || before.html !== comment.html) this.onTold(comment, before);
  }

  /** What waited and is told of no more is gone. @param {Set<number>} known before it was asked @param {Comment[]} told */
  #miss(known, told) {
    told.forEach(({ id }) => known.delete(id));
    for (const comment of [...this.own.values()]) if (known.has(comment.id) && waits(comment)) this.#note({ ...comment, status: 'refused' });
  }
}
