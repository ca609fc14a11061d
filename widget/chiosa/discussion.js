import { Refusal } from './api.js';
import { refreshTimes } from './comment.js';
import { make } from './dom.js';
import { CommentList } from './list.js';
import { More } from './more.js';

/** @typedef {import('./types').ThreadPage} ThreadPage */

const MINUTE = 60_000;

/** The discussion as everybody reads it; what is needed to write in it is fetched once it stands there. */
export class Discussion {
  /** @type {(writing: import('./writing.js').Writing) => void} */
  #arrive = () => {};

  /** @param {Omit<import('./types').Here, 'announce'>} here */
  constructor(here) {
    const { words, options, signal } = here;
    this.live = make('p', { class: 'aside', role: 'status' });
    /** @type {import('./types').Here} */
    this.here = { ...here, announce: (text) => { this.live.textContent = text; } };
    this.sort = options.sort;
    this.title = make('h2', { id: 'title', tabindex: -1 }, words.say('comments'));
    this.order = this.#makeOrder();
    this.content = make('div');
    this.element = make('section', { class: 'chiosa', lang: words.code, dir: words.say('dir'), 'aria-labelledby': 'title' },
      make('header', { class: 'top' }, this.title, this.order), this.live, this.content);
    this.form = make('div', { class: 'place' });
    this.empty = make('p', { class: 'quiet' }, words.say('empty'));
    /** @type {Promise<import('./writing.js').Writing>} */
    this.writable = new Promise((resolve) => { this.#arrive = resolve; });
    this.list = new CommentList(this.here, async (shown, button) => (await this.writable).reply(shown, button));
    this.more = new More(words, () => this.#showMore());
    this.more.label = words.say('more');
    const clock = setInterval(() => refreshTimes(this.content, words), MINUTE);
    signal.addEventListener('abort', () => clearInterval(clock));
  }

  /** Shows the discussion, or what is wrong with a way to try again. @param {Promise<ThreadPage>} asked */
  async open(asked) {
    this.content.replaceChildren(make('p', { class: 'quiet' }, this.here.words.say('loading')));
    try {
      this.#show(await asked);
    } catch (refusal) {
      this.#fail(refusal);
    }
  }

  /** Takes the count of published comments from a page just fetched. @param {ThreadPage} page */
  showCount({ thread }) {
    const { words } = this.here;
    this.title.textContent = thread.count ? words.say('count', { n: thread.count }) : words.say('comments');
    this.order.hidden = thread.count < 2;
  }

  tellEmpty() {
    this.empty.hidden = this.list.shown.size > 0;
  }

  /** @param {ThreadPage} page */
  #show(page) {
    const { words, options } = this.here;
    this.list.isOpen = page.site.open && page.thread.open;
    this.list.element.lang = options.lang || page.site.language;
    this.form.classList.toggle('noticed', page.site.akismet);
    this.content.replaceChildren(this.list.isOpen ? this.form : make('p', { class: 'quiet' }, words.say('closed')),
      this.empty, this.list.element, this.more.element);
    this.showCount(page);
    this.#showPage(page);
    this.#letWrite(page.site);
  }

  /** Fetches what writing needs, after the comments are there to be read. @param {import('./types').Site} site */
  async #letWrite(site) {
    try {
      const { Writing } = await import('./writing.js');
      this.writing = new Writing(this, site);
      this.#arrive(this.writing);
    } catch (failure) {
      console.error('Chiosa:', failure);
      this.form.replaceChildren(...this.#alert(new Refusal({ code: 'unreachable' }), () => this.#letWrite(site)));
    }
    await this.writing?.recall();
  }

  /** @param {unknown} refusal */
  #fail(refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const { api, options } = this.here;
    console.error(`Chiosa: no comments from ${api.root} (${refusal.code}). Is ${location.origin} listed for the site "${options.site}"?`);
    this.content.replaceChildren(...this.#alert(refusal, () => this.open(api.thread({ sort: this.sort, fresh: true }))));
  }

  /** What went wrong, and a button to try again. @param {Refusal} refusal @param {() => void} retry */
  #alert(refusal, retry) {
    const { words } = this.here;
    const click = () => {
      this.title.focus();
      retry();
    };
    return [
      make('p', { class: 'alert', role: 'alert' }, words.explain(refusal)),
      make('button', { type: 'button', click }, words.say('tryAgain')),
    ];
  }

  /** @param {ThreadPage} page @returns the first comment that was not shown before */
  #showPage({ comments, next }) {
    const first = this.list.append(comments);
    this.next = next;
    this.more.element.hidden = !next;
    this.tellEmpty();
    return first;
  }

  async #showMore() {
    const { api, words, announce } = this.here;
    const page = await api.thread({ sort: this.sort, cursor: this.next });
    const before = this.list.shown.size;
    this.list.focus(this.#showPage(page));
    announce(words.say('loaded', { n: this.list.shown.size - before }));
  }

  #makeOrder() {
    const { words } = this.here;
    const choices = ['newest', 'oldest'].map((sort) => make('option', { value: sort, selected: sort === this.sort }, words.say(sort)));
    const select = make('select', { change: () => this.#reorder(select) }, ...choices);
    return make('label', { class: 'order', hidden: true }, make('span', { class: 'aside' }, words.say('sort')), select);
  }

  /** @param {HTMLSelectElement} select */
  async #reorder(select) {
    const { api, words, announce } = this.here;
    const sort = /** @type {import('./types').Sort} */ (select.value);
    try {
      const page = await api.thread({ sort });
      if (sort !== select.value) return;
      this.sort = sort;
      this.list.clear();
      this.#showPage(page);
      this.writing?.showWaiting();
      announce(words.say(sort));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      select.value = this.sort;
      announce(words.explain(refusal));
    }
  }
}
