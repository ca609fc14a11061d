import { Refusal } from './api.js';
import { make } from './dom.js';
import { More } from './more.js';

/** @typedef {import('./list.js').Shown} Shown */
/** @typedef {import('./types').Sort} Sort */

/** So many pages come by themselves: then the keyboard gets past the end, and to what the host page has below. */
const MOST = 3;

/** Which part of the discussion is shown: in what order, around which comment, how far. */
export class Pages {
  /** @param {import('./discussion.js').Discussion} discussion */
  constructor(discussion) {
    this.discussion = discussion;
    this.here = discussion.here;
    this.turn = 0;
    this.isPart = false;
    this.branch = make('ol', { class: 'comments', part: 'comments', hidden: true });
    /** Keeps the place of the branch that is read by itself. */
    this.place = make('li', { hidden: true });
    discussion.list.element.append(this.branch);
    if (this.here.site?.loads_at_end) this.#watchEnd();
  }

  /**
   * Shows another page in place of what is shown.
   * @param {{sort?: Sort, around?: number}} wanted
   * @returns whether it is there: another may have been wanted meanwhile
   */
  async replace({ sort, around }) {
    const { discussion } = this;
    const turn = ++this.turn;
    const page = await this.here.api.thread({ sort: sort ?? discussion.sort, around });
    if (turn !== this.turn) return false;
    this.isPart = Boolean(around);
    discussion.sort = sort ?? discussion.sort;
    this.#leave();
    discussion.list.clear();
    discussion.showPage(page);
    discussion.live?.restart();
    if (!around) discussion.writing?.showWaiting();
    this.#tellPart();
    return true;
  }

  /** @param {Sort} sort @returns whether it is there */
  async reorder(sort) {
    const { words, announce } = this.here;
    try {
      const isThere = await this.replace({ sort });
      if (isThere) announce(words.say(sort));
      return isThere;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      announce(words.explain(refusal));
      return false;
    }
  }

  /** Shows what follows. @param {boolean} isAsked by the reader, who then goes on there */
  async more(isAsked) {
    const { list, sort, next, title } = this.discussion;
    const { api, words, announce } = this.here;
    const { turn } = this;
    const page = await api.thread({ sort, cursor: next });
    if (turn !== this.turn) return;
    const before = list.shown.size;
    const first = this.discussion.append(page);
    if (isAsked) first ? list.focus(first) : title.focus();
    announce(words.say('loaded', { n: list.shown.size - before }));
  }

  /** Shows further replies below a root. @param {number} id @param {boolean} isAsked by the reader, who then goes on there */
  async further(id, isAsked) {
    const { list } = this.discussion;
    const { api, words, announce } = this.here;
    const before = list.further.get(id);
    const root = list.shown.get(id)?.comment;
    if (!before || !root) return;
    const { comments, next } = await api.replies(id, before.cursor);
    const { size } = list.shown;
    const first = list.append(comments);
    if (next) list.tellFurther(root, { ...before, cursor: next });
    else {
      list.further.delete(id);
      before.more.element.remove();
    }
    if (!isAsked) return;
    list.focus(first ?? id);
    announce(words.say('loaded', { n: list.shown.size - size }));
  }

  /** Goes to a comment that is folded away. @param {Shown} shown */
  reveal(shown) {
    for (let one = this.#around(shown, '.collapsed'); one; one = this.#around(one, '.collapsed')) this.discussion.list.collapse(one);
    const deep = this.#around(shown, '.deep');
    const isThere = [shown, deep].some((one) => one?.item.parentElement === this.branch);
    if (!isThere) deep ? this.#show(deep) : this.#leave();
    shown.article.focus();
  }

  /** Shows one branch by itself. @param {Shown} shown */
  enter(shown) {
    this.#show(shown);
    shown.article.focus();
  }

  /** @param {Shown} shown */
  #show({ item }) {
    this.#leave();
    item.replaceWith(this.place);
    this.branch.append(item);
    this.#isAlone(true);
  }

  /** Shows all comments again. @returns what stands there of the branch that was shown */
  #leave() {
    const item = /** @type {HTMLLIElement | null} */ (this.branch.firstElementChild);
    if (!item) return;
    this.place.replaceWith(item);
    this.#isAlone(false);
    let shown = this.discussion.list.shown.get(item.value);
    for (let one = shown; one; one = this.#around(one, '.deep')) shown = one;
    return shown;
  }

  /** @param {boolean} isAlone */
  #isAlone(isAlone) {
    this.branch.hidden = !isAlone;
    this.discussion.list.all.hidden = isAlone;
    this.#tellPart();
  }

  /** The nearest comment of that kind that another stands below. @param {Shown} shown @param {string} kind */
  #around({ item }, kind) {
    const found = /** @type {HTMLLIElement | null} */ (item.parentElement?.closest(`li${kind}`) ?? null);
    return this.discussion.list.shown.get(found?.value ?? 0);
  }

  /** Offers a way back where only a part is shown. */
  #tellPart() {
    const { all, more, next } = this.discussion;
    const isAlone = !this.branch.hidden;
    const whole = new More(this.here.words, () => this.#showAll());
    whole.label = this.here.words.say('all');
    all.replaceChildren(whole.element);
    all.hidden = !this.isPart && !isAlone;
    more.element.hidden = !next || isAlone;
  }

  /** Says it to everybody, above the comments. @param {string} text */
  notice(text) {
    const { all } = this.discussion;
    all.replaceChildren(make('p', { role: 'alert' }, text));
    all.hidden = false;
  }

  async #showAll() {
    const { title } = this.discussion;
    if (!this.branch.hidden) return this.#leave()?.article.focus();
    await this.replace({});
    title.focus();
  }

  /** Fetches what follows when the reader comes near the end. */
  #watchEnd() {
    const { more } = this.discussion;
    const { signal } = this.here;
    let left = MOST;
    const observer = new IntersectionObserver(async (seen) => {
      if (!left || !seen.some(({ isIntersecting }) => isIntersecting)) return;
      left = await more.show(false) ? left - 1 : 0;
      observer.unobserve(more.element);
      observer.observe(more.element);
    }, { rootMargin: '0px 0px 25%' });
    observer.observe(more.element);
    more.button.addEventListener('click', () => { left = MOST; }, { signal });
    signal.addEventListener('abort', () => observer.disconnect());
  }
}
