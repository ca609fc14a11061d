import { drawComment } from './comment.js';
import { make } from './dom.js';
import { More } from './more.js';

/** @typedef {import('./types').Comment} Comment */
/** @typedef {{comment: Comment, item: HTMLLIElement, article: HTMLElement, replies: HTMLOListElement}} Shown */

/** The comments that are shown, each once, below what it answers. */
export class CommentList {
  /**
   * @param {import('./types').Here} here
   * @param {(shown: Shown, button: HTMLButtonElement) => void} onReply
   */
  constructor(here, onReply) {
    this.here = here;
    this.onReply = onReply;
    this.isOpen = false;
    this.element = make('ol', { class: 'comments' });
    /** @type {Map<number, Shown>} */
    this.shown = new Map();
    /** @type {Map<number, () => Promise<number | undefined>>} what fetches more of a root's replies */
    this.further = new Map();
  }

  /** Shows a comment with its replies, anew if it is there already. @param {Comment} comment @param {boolean} [first] above the others */
  put(comment, first = false) {
    const shown = this.shown.get(comment.id) ?? this.#make(comment);
    this.#draw(shown, comment);
    const place = this.shown.get(comment.parent ?? 0)?.replies ?? this.element;
    if (shown.item.parentElement !== place) place[first && place === this.element ? 'prepend' : 'append'](shown.item);
    comment.replies.forEach((reply) => this.put(reply));
    if (comment.more && !this.further.has(comment.id)) this.#offerReplies(shown, comment.more);
  }

  /** Shows what is not there yet or has changed. @param {Comment[]} comments @returns the first that was not there */
  append(comments) {
    const first = comments.find(({ id }) => !this.shown.has(id));
    for (const comment of comments) if (this.shown.get(comment.id)?.comment.status !== comment.status) this.put(comment);
    return first?.id;
  }

  clear() {
    this.element.replaceChildren();
    this.shown.clear();
    this.further.clear();
  }

  /** Fetches all replies below the root that a comment stands under. @param {number} id */
  async unfold(id) {
    let root = this.shown.get(id)?.comment;
    while (root?.parent && this.shown.has(root.parent)) root = this.shown.get(root.parent)?.comment;
    while (root && this.further.has(root.id)) await this.further.get(root.id)?.();
  }

  /** @param {number | undefined} id */
  focus(id) {
    this.shown.get(id ?? 0)?.article.focus();
  }

  /** @param {Comment} comment @returns {Shown} */
  #make(comment) {
    const article = make('article');
    const replies = make('ol', { class: 'replies' });
    const shown = { comment, article, replies, item: make('li', {}, article, replies) };
    this.shown.set(comment.id, shown);
    return shown;
  }

  /** @param {Shown} shown @param {Comment} comment */
  #draw(shown, comment) {
    const article = drawComment(comment, this.here, this.isOpen && ((button) => this.onReply(shown, button)));
    const hadFocus = shown.article.matches(':focus-within');
    shown.article.replaceWith(article);
    shown.article = article;
    shown.comment = comment;
    if (hadFocus) article.focus();
  }

  /** @param {Shown} shown @param {string} cursor */
  #offerReplies({ comment, item, replies }, cursor) {
    const { api, words, announce } = this.here;
    const more = new More(words, async () => {
      const before = this.shown.size;
      this.focus(await load());
      announce(words.say('loaded', { n: this.shown.size - before }));
    });
    const label = () => {
      const left = comment.reply_count - replies.querySelectorAll('article.published').length;
      more.label = words.say('moreReplies', { n: Math.max(1, left) });
    };
    const load = async () => {
      const { comments, next } = await api.replies(comment.id, cursor);
      const first = this.append(comments);
      if (next) cursor = next;
      else this.further.delete(comment.id);
      if (next) label();
      else more.element.remove();
      return first;
    };
    this.further.set(comment.id, load);
    item.append(more.element);
    label();
  }
}
