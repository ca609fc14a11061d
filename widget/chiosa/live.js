import { Refusal } from './api.js';
import { change, remove } from './changing.js';
import { make } from './dom.js';
import { page } from './page.js';

/** @typedef {import('./types').Comment} Comment */

/** Milliseconds: how often is asked, how seldom at most, and after what time without a move the reader is taken to be away. */
const PACE = 4_000;
const SLOWEST = 60_000;
const IDLE = 120_000;

/**
 * Brings in what changes while the discussion is read, without moving it: changes of what is there at once, new comments when the reader
 * asks for them. A hidden tab asks nothing; it asks at once when it is seen again.
 */
export class Live {
  /** @param {import('./discussion.js').Discussion} discussion */
  constructor(discussion) {
    this.discussion = discussion;
    this.here = discussion.here;
    this.version = discussion.version;
    this.pace = PACE;
    this.stirred = Date.now();
    this.timer = 0;
    /** @type {Promise<void> | null} */
    this.looking = null;
    /** @type {Map<number, Comment>} what waits for the reader to ask for it */
    this.fresh = new Map();
    this.button = make('button', { type: 'button', class: 'primary', part: 'button fresh-button', click: () => this.#show() });
    discussion.fresh.append(this.button);
    this.#tellFresh();
    const { signal } = this.here;
    page.on('visibilitychange', () => (page.hidden ? clearTimeout(this.timer) : this.look()), { signal });
    for (const type of ['pointermove', 'keydown', 'scroll']) page.on(type, () => this.#stir(), { signal, passive: true, capture: true });
    signal.addEventListener('abort', () => clearTimeout(this.timer));
    this.#wait();
  }

  /** Asks at once; several who ask share one answer. */
  look() {
    this.looking ??= this.#look().finally(() => {
      this.looking = null;
      this.#wait();
    });
    return this.looking;
  }

  /** Begins anew from another page. */
  restart() {
    this.version = this.discussion.version;
    this.fresh.clear();
    this.#tellFresh();
  }

  /** Takes off a comment that nobody has answered. @param {number} id */
  drop(id) {
    this.fresh.delete(id);
    remove(this.discussion.list, id);
  }

  #wait() {
    clearTimeout(this.timer);
    if (!page.hidden && !this.here.signal.aborted) this.timer = setTimeout(() => this.look(), this.pace);
  }

  #stir() {
    this.stirred = Date.now();
    if (this.pace <= PACE || this.looking) return;
    this.pace = PACE;
    this.#wait();
  }

  async #look() {
    try {
      const asked = this.version;
      const changes = await this.here.api.changes(asked);
      if (asked === this.version) await this.#take(changes);
      this.pace = Date.now() - this.stirred > IDLE ? Math.min(this.pace * 1.5, SLOWEST) : PACE;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.pace = Math.min(this.pace * 2, SLOWEST);
    }
  }

  /** @param {import('./types').Changes} changes */
  async #take({ thread, comments, reset }) {
    if (reset) return this.#reload();
    const before = this.fresh.size;
    comments.forEach((comment) => this.#change(comment));
    this.version = thread.version;
    this.discussion.showCount({ thread });
    this.discussion.reactions.tell(thread.reactions);
    this.discussion.tellEmpty();
    if (this.fresh.size > before) this.here.announce(this.here.words.say('fresh', { n: this.fresh.size }));
    this.#tellFresh();
  }

  /** @param {Comment} comment */
  #change(comment) {
    const { list } = this.discussion;
    const { id, parent, status } = comment;
    if (this.discussion.writing?.keeps(comment)) return;
    if (status !== 'published') this.#remove(comment);
    else if (list.shown.has(id)) change(list, comment);
    else if (!parent || list.shown.has(parent) || this.fresh.has(parent)) this.fresh.set(id, comment);
  }

  /** @param {Comment} comment */
  #remove(comment) {
    if (!comment.reply_count) return this.drop(comment.id);
    this.fresh.delete(comment.id);
    change(this.discussion.list, { ...comment, status: 'removed' });
  }

  /** After too many changes to be told: the page anew, but not under somebody who writes into it; they are told at the next look. */
  async #reload() {
    const { list, title } = this.discussion;
    if (list.element.querySelector('form')) return;
    const hadFocus = list.element.matches(':focus-within');
    await (await this.discussion.part('pages'))?.replace({});
    if (hadFocus) title.focus();
  }

  #tellFresh() {
    for (const id of this.fresh.keys()) if (this.discussion.list.shown.has(id)) this.fresh.delete(id);
    this.discussion.fresh.hidden = !this.fresh.size;
    this.button.textContent = this.here.words.say('fresh', { n: this.fresh.size });
  }

  #show() {
    const { list, sort } = this.discussion;
    const comments = [...this.fresh.values()].sort((one, other) => one.id - other.id);
    this.fresh.clear();
    this.#tellFresh();
    comments.forEach((comment) => list.put({ ...comment, replies: [] }, sort === 'newest'));
    this.discussion.tellEmpty();
    const articles = [...list.element.querySelectorAll('article')];
    list.focus(comments.sort((one, other) => place(one) - place(other))[0]?.id);

    /** @param {Comment} comment */
    function place({ id }) {
      return articles.indexOf(/** @type {HTMLElement} */ (list.shown.get(id)?.article));
    }
  }
}
