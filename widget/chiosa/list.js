import { authorName, drawComment } from './comment.js';
import { make } from './dom.js';
import { More } from './more.js';
import { tellVotes } from './votes.js';

/** @typedef {import('./types').Comment} Comment */
/** @typedef {{comment: Comment, item: HTMLLIElement, article: HTMLElement, replies: HTMLOListElement, depth: number}} Shown */
/**
 * @typedef {{reply(shown: Shown, button: HTMLButtonElement): void, vote(shown: Shown, value: 1 | -1): void,
 *   follow(event: MouseEvent, id: number): void, further(root: number, isAsked: boolean): Promise<void>, reveal(shown: Shown): void, enter(shown: Shown): void, drawn(shown: Shown): void}} Acts
 */
/** @typedef {{cursor: string, more: More}} Further */

/** So many levels stand below each other; what is deeper is read by itself. */
const LEVELS = 5;

/** The comments that are shown, each once, below what it answers. */
export class CommentList {
  /** @param {import('./types').Here} here @param {Acts} acts */
  constructor(here, acts) {
    this.here = here;
    this.acts = acts;
    this.isOpen = false;
    this.all = make('ol', { class: 'comments', part: 'comments' });
    this.element = make('div', {}, this.all);
    /** @type {Map<number, Shown>} */
    this.shown = new Map();
    /** @type {Map<number, 1 | 0 | -1>} how the visitor voted */
    this.votes = new Map();
    /** @type {Map<number, Further>} what is left of a root's replies */
    this.further = new Map();
  }

  /** Shows a comment with its replies, anew if it is there already. @param {Comment} comment @param {boolean} [first] above the others */
  put(comment, first = false) {
    const parent = this.shown.get(comment.parent ?? 0);
    const shown = this.shown.get(comment.id) ?? this.#make(comment, parent);
    this.#draw(shown, comment, parent);
    if (!shown.item.parentElement) this.#place(shown, parent, first);
    comment.replies.forEach((reply) => this.put(reply));
    if (comment.more && !this.further.has(comment.id)) this.#offerReplies(shown, comment.more);
  }

  /** Shows what is not there yet or has changed. @param {Comment[]} comments @returns the first that was not there */
  append(comments) {
    const first = comments.find(({ id }) => !this.shown.has(id));
    for (const comment of comments) {
      const shown = this.shown.get(comment.id);
      if (shown && !comment.parent && !shown.item.matches(':focus-within')) this.all.append(shown.item);
      if (shown?.comment.status !== comment.status) this.put(comment);
    }
    return first?.id;
  }

  clear() {
    this.all.replaceChildren();
    this.shown.clear();
    this.further.clear();
  }

  /** Fetches all replies below the root that a comment stands under. @param {number} id */
  async unfold(id) {
    let root = this.shown.get(id)?.comment;
    while (root?.parent && this.shown.has(root.parent)) root = this.shown.get(root.parent)?.comment;
    while (root && this.further.has(root.id)) await this.acts.further(root.id, false);
  }

  /** Goes to a comment, wherever it is folded away. @param {number | undefined} id */
  focus(id) {
    const shown = this.shown.get(id ?? 0);
    if (shown?.item.parentElement?.closest('.collapsed, .deep, [hidden]')) this.acts.reveal(shown);
    else shown?.article.focus();
  }

  /** Brings counts up to date. @param {Shown} shown */
  tell({ article, comment, item }) {
    const { words } = this.here;
    tellVotes(article, comment, this.votes.get(comment.id) ?? 0, this.here);
    const button = article.querySelector('.collapse');
    if (!button) return;
    const isCollapsed = item.matches('.collapsed');
    button.setAttribute('aria-expanded', String(!isCollapsed));
    button.setAttribute('aria-label', words.say(isCollapsed ? 'expand' : 'collapse', { name: authorName(comment, words) }));
    button.textContent = isCollapsed ? words.say('hidden', { n: comment.reply_count + 1 }) : '';
  }

  /** Hides a comment and what is below it, or shows them again. @param {Shown} shown */
  collapse(shown) {
    shown.item.classList.toggle('collapsed');
    this.tell(shown);
  }

  /** @param {Comment} comment @param {Shown} [parent] @returns {Shown} */
  #make(comment, parent) {
    const article = make('article');
    const replies = make('ol', { class: 'replies', part: 'replies' });
    const shown = { comment, article, replies, item: make('li', {}, article, replies), depth: parent ? parent.depth + 1 : 0 };
    shown.item.value = comment.id;
    if (shown.depth && shown.depth % LEVELS === 0) {
      shown.item.classList.add('deep');
      const click = () => this.acts.enter(shown);
      replies.after(make('button', { type: 'button', class: 'continue', part: 'button continue-button', click }, this.here.words.say('continued')));
    }
    this.shown.set(comment.id, shown);
    return shown;
  }

  /**
   * A reply by its age, whenever it comes; a root where the page goes on, or above all that is not pinned.
   * @param {Shown} shown @param {Shown | undefined} parent @param {boolean} first
   */
  #place({ item, comment }, parent, first) {
    const place = parent?.replies ?? this.all;
    const items = /** @type {HTMLLIElement[]} */ ([...place.children]);
    const next = parent ? items.find(({ value }) => value > comment.id) : first && items.find(({ value }) => !this.shown.get(value)?.comment.pinned);
    place.insertBefore(item, next || null);
  }

  /** @param {Shown} shown @param {Comment} comment @param {Shown} [parent] */
  #draw(shown, comment, parent) {
    const { acts } = this;
    const article = drawComment(comment, this.here, {
      reply: this.isOpen && ((button) => acts.reply(shown, button)),
      vote: (value) => acts.vote(shown, value),
      collapse: () => this.collapse(shown),
      follow: acts.follow,
    }, parent && shown.depth > 1 ? parent.comment : undefined);
    const focused = /** @type {HTMLElement | null} */ (shown.article.querySelector(':focus'));
    const hadFocus = shown.article.matches(':focus-within');
    shown.article.replaceWith(article);
    Object.assign(shown, { article, comment });
    this.tell(shown);
    acts.drawn(shown);
    const again = focused && /** @type {HTMLElement | null} */ (article.querySelector(`.${focused.className.split(' ').join('.')}`));
    if (hadFocus) (again ?? article).focus({ preventScroll: true });
  }

  /** @param {Shown} shown @param {string} cursor */
  #offerReplies({ comment, item }, cursor) {
    const more = new More(this.here.words, (isAsked) => this.acts.further(comment.id, isAsked));
    item.append(more.element);
    this.tellFurther(comment, { cursor, more });
  }

  /** @param {Comment} root @param {Further} further */
  tellFurther(root, further) {
    this.further.set(root.id, further);
    const left = root.reply_count - (this.shown.get(root.id)?.replies.querySelectorAll('article.published').length ?? 0);
    further.more.label = this.here.words.say('moreReplies', { n: Math.max(1, left) });
  }
}
