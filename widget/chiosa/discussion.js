import { Refusal } from './api.js';
import { refreshTimes } from './comment.js';
import { make } from './dom.js';
import { hasCode } from './html.js';
import { CommentList } from './list.js';
import { More } from './more.js';
import { makeOrder } from './order.js';
import { Reactions } from './reactions.js';
import { makeSheet } from './sheet.js';

/** @typedef {import('./types').ThreadPage} ThreadPage */
/** @typedef {import('./types').Mine} Mine */
/** @typedef {Omit<typeof import('./later.js'), 'Writing' | 'Writes'> & typeof import('./acts.js')} Parts */
/** @template {keyof Parts} Name @typedef {InstanceType<Parts[Name]>} Part */

const MINUTE = 60_000;

/** The discussion as everybody reads it, and what fetches the rest. */
export class Discussion {
  /** @type {(writing: import('./writing.js').Writing) => void} */
  #arrive = () => {};
  /** @type {{[Name in keyof Parts]?: Promise<any>}} */
  #parts = {};
  /** @type {Promise<Mine> | undefined} */
  #mine;
  #isColoured = false;

  /** @param {Omit<import('./types').Here, 'announce' | 'writes'>} here */
  constructor(here) {
    const { words, options, signal } = here;
    this.said = make('p', { class: 'aside', role: 'status' });
    this.here = /** @type {import('./types').Here} */ ({ ...here, announce: (text) => { this.said.textContent = text; } });
    this.sort = options.sort;
    /** Of the thread as it is shown. */
    this.version = 0;
    this.count = -1;
    this.title = make('h2', { id: 'title', part: 'title', tabindex: -1 }, words.say('comments'));
    this.order = makeOrder(words, async (sort) => (await this.part('pages'))?.reorder(sort));
    this.content = make('div');
    this.element = make('section', { class: 'chiosa', part: 'discussion', lang: words.code, dir: words.say('dir'), 'aria-labelledby': 'title' },
      make('header', { class: 'top' }, this.title, this.order.element), this.said, this.content);
    this.form = make('div', { class: 'place' });
    this.all = make('div', { class: 'all', hidden: true });
    this.fresh = make('div', { class: 'fresh', hidden: true });
    this.empty = make('p', { class: 'quiet' });
    /** @type {Promise<import('./writing.js').Writing>} */
    this.writable = new Promise((resolve) => { this.#arrive = resolve; });
    this.reactions = new Reactions(this.here, async (emoji) => (await this.part('reacting'))?.react(emoji));
    this.list = new CommentList(this.here, {
      reply: async (shown, button) => (await this.writable).reply(shown, button),
      vote: async (shown, value) => (await this.part('reacting'))?.vote(shown, value),
      follow: (event, id) => this.#follow(event, id),
      further: async (root, isAsked) => (await this.part('pages'))?.further(root, isAsked),
      reveal: async (shown) => (await this.part('pages'))?.reveal(shown),
      enter: async (shown) => (await this.part('pages'))?.enter(shown),
      drawn: (shown) => this.#drawn(shown),
    });
    this.more = new More(words, async (isAsked) => (await this.part('pages'))?.more(isAsked));
    const clock = setInterval(() => refreshTimes(this.content, words), MINUTE);
    signal.addEventListener('abort', () => clearInterval(clock));
  }

  /** Shows the discussion, or what is wrong with a way to try again. @param {Promise<ThreadPage>} asked */
  async open(asked) {
    this.content.replaceChildren(make('p', { class: 'quiet loading' }, this.here.words.say('loading')));
    try {
      this.#show(await asked);
    } catch (refusal) {
      this.#fail(refusal);
    }
  }

  /** Takes the count of published comments from what was just fetched. @param {{thread: import('./types').Thread}} page */
  showCount({ thread: { count } }) {
    const { words, emit } = this.here;
    this.title.textContent = count ? words.say('count', { n: count }) : words.say('comments');
    this.order.element.hidden = count < 2;
    if (this.count >= 0 && this.count !== count) emit('count', { count });
    this.count = count;
  }

  tellEmpty() {
    this.empty.hidden = this.list.shown.size > 0;
  }

  /** @param {ThreadPage} page the first of a series */
  showPage(page) {
    this.version = page.thread.version;
    this.showCount(page);
    this.append(page);
  }

  /** @param {ThreadPage} page @returns the first comment that was not shown before */
  append({ comments, next }) {
    const first = this.list.append(comments);
    this.next = next;
    this.more.element.hidden = !next;
    this.tellEmpty();
    return first;
  }

  /**
   * A part that is fetched when it is needed; undefined if it cannot be had, for the discussion can be read without.
   * @template {keyof Parts} Name
   * @param {Name} name
   * @returns {Promise<Part<Name> | undefined>}
   */
  async part(name) {
    try {
      return await (this.#parts[name] ??= (name === 'acts' ? import('./acts.js') : this.#fetchLater()).then((/** @type {any} */ parts) => new parts[name](this)));
    } catch (failure) {
      delete this.#parts[name];
      console.error('Chiosa:', failure);
      this.here.announce(this.here.words.say('errors.unreachable'));
    }
  }

  /** What is the visitor's own here, asked once and only where a visitor is known. @returns {Promise<Mine>} */
  mine() {
    const { api } = this.here;
    this.#mine ??= api.visitor.text ? api.mine() : Promise.resolve({ comments: [], votes: {}, reactions: [], reports: {} });
    this.#mine.catch(() => { this.#mine = undefined; });
    return this.#mine;
  }

  /** The reader has become known, or has left. */
  async greet() {
    this.#mine = undefined;
    await this.#recall();
    await this.writing?.greet();
  }

  /** @param {ThreadPage} page */
  #show(page) {
    const { site, thread } = page;
    const { words, options, emit } = this.here;
    this.here.site = site;
    words.override(site.words);
    this.empty.textContent = words.say('empty');
    this.more.label = words.say('more');
    this.sort ||= site.sort;
    this.order.tell(this.sort);
    this.reactions.offer(site.reactions);
    this.reactions.tell(thread.reactions);
    this.list.isOpen = site.open && thread.open;
    this.list.element.lang = options.lang || site.language;
    this.form.classList.toggle('noticed', !!site.judges[0]);
    this.content.replaceChildren(this.reactions.element, this.list.isOpen ? this.form : make('p', { class: 'quiet' }, words.say(`closed.${thread.closed}`)),
      this.all, this.fresh, this.empty, this.list.element, this.more.element);
    this.showPage(page);
    emit('ready', { thread: thread.id, count: thread.count });
    painted().then(() => Promise.all([this.#letFollow(), this.#letWrite(site)]));
  }

  /** What follows the comments. */
  async #fetchLater() {
    const later = await import('./later.js');
    this.here.writes ??= new later.Writes(this.here.api);
    return later;
  }

  /** Fetches what is needed once the comments are there to be read. */
  async #letFollow() {
    if (this.here.signal.aborted) return;
    this.part('permalink').then((permalink) => permalink?.follow());
    this.#recall();
    this.live = await this.part('live');
    await this.part('pages');
  }

  /** Fetches what writing needs. @param {import('./types').Site} site */
  async #letWrite(site) {
    if (this.here.signal.aborted) return;
    try {
      const { Writing } = await this.#fetchLater();
      this.writing = await Writing.prepare(this, site);
      this.list.shown.forEach((shown) => this.writing?.decorate(shown));
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
    const { api, options, emit, signal } = this.here;
    if (signal.aborted) return;
    console.error(`Chiosa: no comments from ${api.root} (${refusal.code}). Is ${location.origin} listed for the site "${options.site}"?`);
    emit('error', { code: refusal.code });
    this.content.replaceChildren(...this.#alert(refusal, () => this.open(api.thread({ sort: this.sort }))));
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
      make('button', { type: 'button', part: 'button', click }, words.say('tryAgain')),
    ];
  }

  /** Marks how the visitor voted and reacted. */
  async #recall() {
    const { site, api } = this.here;
    if (api.visitor.text && site && (site.votes !== 'none' || site.reactions.length)) await (await this.part('reacting'))?.recall();
  }

  /** A link to a comment, within the page. @param {MouseEvent} event @param {number} id */
  async #follow(event, id) {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    location.hash = `comment-${id}`;
    await (await this.part('permalink'))?.show(id);
  }

  /** @param {import('./list.js').Shown} shown */
  async #drawn(shown) {
    this.writing?.decorate(shown);
    if (this.#isColoured || !hasCode(shown.comment.html ?? '')) return;
    this.#isColoured = true;
    await this.adopt('code.css');
  }

  /** Wears one more style sheet. @param {string} name */
  async adopt(name) {
    const sheet = await makeSheet(this.here.service, name);
    const root = this.element.getRootNode();
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}

/** When the comments can be seen: what is fetched afterwards takes nothing from them. In a hidden tab there is no such moment. */
const painted = () => new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 1_000);
});
