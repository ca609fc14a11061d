import { authorName } from './comment.js';
import { make } from './dom.js';
import { Field } from './field.js';
import { Form } from './form.js';
import { Me } from './me.js';
import { makeMenu } from './menu.js';
import { Panel } from './panel.js';
import { Waiting, waits } from './waiting.js';
// What the form consists of is asked for together with it.
import './about.js';
import './editor.js';
import './sender.js';
import './trap.js';

/** @typedef {import('./types').Comment} Comment */
/** @typedef {import('./list.js').Shown} Shown */

/** What a timer can hold. */
const LONGEST = 2 ** 31 - 1;

/** What one reader writes into a discussion: the forms, and their own comments with what can be done to them. */
export class Writing {
  /** @type {((shown: Shown) => void) | undefined} says at a comment what became of the reader's report */
  tellOutcome;
  /** @type {{shown: Shown, element: HTMLElement, opener: string} | null} what stands open below a comment */
  #opened = null;
  #timer = 0;
  /** Whose comment is whose is known only when the service has told what is the visitor's own. */
  #isKnown = false;

  /** Fetches the words and the styles of writing. @param {import('./discussion.js').Discussion} discussion @param {import('./types').Site} site */
  static async prepare(discussion, site) {
    await Promise.all([discussion.here.words.more(), discussion.adopt('later.css')]);
    return new Writing(discussion, site);
  }

  /** @param {import('./discussion.js').Discussion} discussion @param {import('./types').Site} site */
  constructor(discussion, site) {
    this.discussion = discussion;
    this.here = discussion.here;
    this.site = site;
    this.me = new Me(this.here.options.site);
    this.waiting = new Waiting(this.here, (comment, before) => this.#told(comment, before));
    const form = this.makeForm({ of: '', title: this.here.words.say('form.title'), verb: 'send', onSent: (comment) => this.#posted(comment) });
    this.forms = [form];
    discussion.form.replaceChildren(form.element);
    this.here.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Shows what waited when the reader left, and what became of it. */
  async recall() {
    await this.waiting.recall(this.discussion.mine());
    if (Object.keys(this.waiting.reports)[0]) (await this.discussion.part('acts'))?.recall();
    this.#isKnown = true;
    this.discussion.list.shown.forEach((shown) => this.decorate(shown));
    this.#watchTime();
  }

  /** The reader has become known, or has left. */
  async greet() {
    const { list } = this.discussion;
    for (const { id, status } of this.waiting.own.values()) if (status !== 'published') await this.drop(id);
    this.waiting.own.clear();
    this.forms.forEach((form) => form.greet());
    await this.recall();
  }

  showWaiting() {
    this.waiting.own.forEach((comment) => comment.status !== 'published' && this.#show(comment));
  }

  /** Whether a comment stands here for its author alone; that readers see it is looked into. @param {Comment} comment */
  keeps({ id, status }) {
    const own = this.waiting.own.get(id);
    if (waits(own) && status === 'published') this.waiting.hurry();
    return Boolean(own && own.status !== 'published');
  }

  /** Opens the form below what it answers; asked again, closes it. @param {Shown} shown @param {HTMLButtonElement} button */
  reply(shown, button) {
    const wasOpen = button.ariaExpanded === 'true';
    this.close();
    if (wasOpen) return;
    const { id } = shown.comment;
    const form = this.makeForm({
      of: String(id),
      title: this.here.words.say('replyTo', { name: authorName(shown.comment, this.here.words) }),
      verb: 'sendReply',
      parent: id,
      onSent: (reply) => {
        this.close();
        this.#posted(reply);
      },
      onCancel: () => this.close(true),
    });
    this.forms.push(form);
    this.open(shown, form.element, '.reply');
    form.focus();
  }

  /** One thing at a time stands open below a comment. @param {Shown} shown @param {HTMLElement} element @param {string} opener gets the focus back */
  open(shown, element, opener) {
    this.close();
    this.#opened = { shown, element, opener };
    shown.article.after(element);
    this.#tellReply(shown, true);
  }

  /** @param {boolean} [isLeft] by the reader, who then goes on from where they opened it */
  close(isLeft) {
    if (!this.#opened) return;
    const { shown, element, opener } = this.#opened;
    this.#opened = null;
    this.forms.length = 1;
    element.remove();
    shown.item.classList.remove('editing');
    this.#tellReply(shown, false);
    const button = /** @type {HTMLElement | null} */ (shown.article.querySelector(opener));
    if (isLeft) (button ?? shown.article).focus();
  }

  /** Offers what the reader may do with a comment. @param {Shown} shown */
  decorate(shown) {
    const { article, comment } = shown;
    const { words } = this.here;
    const before = article.querySelector('.menu');
    const hadFocus = before?.matches(':focus-within');
    before?.remove();
    const acts = this.#isKnown ? this.#acts(shown) : [];
    if (acts.length) {
      const place = article.querySelector('.actions') ?? article.appendChild(make('div', { class: 'actions' }));
      place.append(makeMenu(words.say('menu', { name: authorName(comment, words) }), acts, () => this.#deadline(comment.id)));
    }
    this.tellOutcome?.(shown);
    if (hadFocus) /** @type {HTMLElement} */ (article.querySelector('.menu-button') ?? article).focus();
    if (this.#opened?.shown === shown) this.#tellReply(shown, true);
  }

  /** The reader has changed a comment. @param {Comment} comment */
  changed(comment) {
    this.close();
    this.#take(comment, waits(comment) ? `said.${comment.status}` : 'own.saved');
  }

  /** @param {number} id */
  async drop(id) {
    (await this.discussion.part('live'))?.drop(id);
  }

  /** @param {import('./form.js').Purpose} purpose */
  makeForm(purpose) {
    return new Form(this.here, this.site, this.me, purpose);
  }

  /** @param {ConstructorParameters<typeof Panel>[1]} is @param {...HTMLElement} content */
  makePanel(is, ...content) {
    return new Panel(this.here, is, ...content);
  }

  /** @param {ConstructorParameters<typeof Field>[1]} is */
  makeField(is) {
    return new Field(this.here.words, is);
  }

  /** @param {Shown} shown @returns {[string, () => void][]} */
  #acts(shown) {
    const { id, status } = shown.comment;
    const own = this.waiting.own.get(id)?.own;
    const offer = (/** @type {string} */ word, /** @type {'edit' | 'remove' | 'report'} */ act) => /** @type {[string, () => void]} */ (
      [this.here.words.say(word), async () => (await this.discussion.part('acts'))?.[act](shown)]);
    if (own) return isAhead(own.until) ? [offer('own.edit', 'edit'), offer('own.delete', 'remove')].slice(own.text ? 0 : 1) : [];
    return status === 'published' && !this.waiting.reports[id] ? [offer('report.title', 'report')] : [];
  }

  /** @param {number} id */
  #deadline(id) {
    const { text, until } = this.waiting.own.get(id)?.own ?? {};
    return text && until ? this.here.words.say('own.until', { when: this.here.words.ahead(new Date(until)) }) : '';
  }

  /** @param {Shown} shown @param {boolean} isOpen */
  #tellReply({ article }, isOpen) {
    article.querySelector('.reply')?.setAttribute('aria-expanded', String(isOpen && this.#opened?.opener === '.reply'));
  }

  /** @param {Comment} comment */
  #posted(comment) {
    this.#take(comment, `said.${comment.status}`);
    this.here.emit('posted', { id: comment.id, status: comment.status });
  }

  /** Shows what was just sent and follows it. @param {Comment} comment @param {string} said */
  #take(comment, said) {
    this.waiting.add(comment);
    this.#show(comment);
    this.#watchTime();
    this.discussion.list.focus(comment.id);
    this.here.announce(this.here.words.say(said));
    this.discussion.live?.look();
  }

  /** @param {Comment} comment */
  #show(comment) {
    const { list, sort } = this.discussion;
    list.put(comment, sort === 'newest');
    const shown = list.shown.get(comment.id);
    if (shown) this.decorate(shown);
    this.discussion.tellEmpty();
  }

  /** What is published and stands on a page that is not loaded is left there. @param {Comment} comment @param {Comment | undefined} before */
  async #told(comment, before) {
    const { list, live } = this.discussion;
    const { id, parent, status } = comment;
    const isPublished = status === 'published';
    if (waits(before) && isPublished && parent) await list.unfold(parent).catch(() => {});
    if (!isPublished || waits(before) || list.shown.has(id)) this.#show(comment);
    if (!waits(before)) return;
    this.here.announce(this.here.words.say(`said.${status}`));
    if (!isPublished) return;
    this.here.emit('published', { id });
    live?.look();
  }

  /** Takes the offers back when their time is over. */
  #watchTime() {
    const { shown } = this.discussion.list;
    const ends = [...this.waiting.own.values()].filter(({ own }) => isAhead(own?.until)).map(({ own }) => Date.parse(own?.until ?? ''));
    clearTimeout(this.#timer);
    if (!ends.length || this.here.signal.aborted) return;
    this.#timer = setTimeout(() => {
      for (const id of this.waiting.own.keys()) if (shown.has(id)) this.decorate(/** @type {Shown} */ (shown.get(id)));
      this.#watchTime();
    }, Math.min(Math.min(...ends) - Date.now() + 500, LONGEST));
  }
}

/** @param {string | null | undefined} time */
const isAhead = (time) => Date.parse(time ?? '') > Date.now();
