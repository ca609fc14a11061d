import { authorName } from './comment.js';
import { Form } from './form.js';
import { Waiting } from './waiting.js';
// What the form consists of is asked for together with it.
import './field.js';
import './sender.js';
import './trap.js';

/** @typedef {import('./types').Comment} Comment */

/** What one reader writes into a discussion: the forms, and the own comments that nobody else sees yet. */
export class Writing {
  /** @param {import('./discussion.js').Discussion} discussion @param {import('./types').Site} site */
  constructor(discussion, site) {
    this.discussion = discussion;
    this.here = discussion.here;
    this.site = site;
    this.waiting = new Waiting(this.here, (comment) => this.#show(comment), (comment) => this.#decided(comment));
    this.closeReply = () => {};
    /** @type {Map<string, string>} */
    this.who = new Map();
    const form = new Form(this.here, site, this.who, (comment) => this.#posted(comment));
    discussion.form.replaceChildren(form.element);
  }

  /** Shows what waited when the reader left. */
  recall() {
    return this.waiting.recall();
  }

  showWaiting() {
    this.waiting.comments.forEach((comment) => this.#show(comment));
  }

  /**
   * Opens the form below what it answers, one at a time; asked again, closes it.
   * @param {import('./list.js').Shown} shown
   * @param {HTMLButtonElement} button
   */
  reply({ comment, article }, button) {
    const wasOpen = button.getAttribute('aria-expanded') === 'true';
    this.closeReply();
    if (wasOpen) return;
    const onCancel = () => {
      this.closeReply();
      button.focus();
    };
    const parent = { id: comment.id, name: authorName(comment, this.here.words), onCancel };
    const form = new Form(this.here, this.site, this.who, (reply) => {
      this.closeReply();
      this.#posted(reply);
    }, parent);
    this.closeReply = () => {
      form.element.remove();
      button.setAttribute('aria-expanded', 'false');
    };
    button.setAttribute('aria-expanded', 'true');
    article.after(form.element);
    form.focus();
  }

  /** @param {Comment} comment */
  #posted(comment) {
    const { words, announce } = this.here;
    this.#show(comment);
    this.discussion.list.focus(comment.id);
    announce(words.say(`said.${comment.status}`));
    if (comment.status !== 'published') return this.waiting.add(comment);
    return this.#recount().catch(() => {});
  }

  /** @param {Comment} comment */
  #show(comment) {
    this.discussion.list.put(comment, this.discussion.sort === 'newest');
    this.discussion.tellEmpty();
  }

  /** Shows an own comment as published if readers see it now, else says that it was not. @param {Comment} comment */
  async #decided(comment) {
    const { words, announce } = this.here;
    const { list } = this.discussion;
    const { comments } = await this.#recount();
    if (comment.parent) await list.unfold(comment.parent);
    const now = find(comments, comment.id) ?? list.shown.get(comment.id)?.comment ?? comment;
    const isPublished = now.status === 'published';
    this.#show(isPublished ? now : { ...comment, status: 'refused' });
    announce(words.say(isPublished ? 'said.published' : 'said.refused'));
  }

  async #recount() {
    const page = await this.here.api.thread({ sort: 'newest', fresh: true });
    this.discussion.showCount(page);
    return page;
  }
}

/** @param {Comment[]} comments @param {number} id @returns {Comment | undefined} */
function find(comments, id) {
  return comments.map((comment) => (comment.id === id ? comment : find(comment.replies, id))).find((one) => one);
}
