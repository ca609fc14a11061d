import { Refusal } from './api.js';
import { page } from './page.js';

/** Leads to the comment that the page's address names, also when that changes; into pages that are not loaded yet as well. */
export class Permalink {
  /** @param {import('./discussion.js').Discussion} discussion */
  constructor(discussion) {
    this.discussion = discussion;
    this.wanted = 0;
    const { signal } = discussion.here;
    for (const type of ['hashchange', 'popstate']) EventTarget.prototype.addEventListener.call(window, type, () => this.follow(), { signal });
  }

  async follow() {
    const id = named();
    if (id && id !== this.wanted) await this.show(id);
  }

  /** @param {number} id */
  async show(id) {
    const { list, here } = this.discussion;
    const pages = await this.discussion.part('pages');
    this.wanted = id;
    try {
      if (!list.shown.has(id)) await pages?.replace({ around: id });
      const shown = list.shown.get(id);
      if (!shown) return;
      this.#mark(shown);
      pages?.reveal(shown);
      shown.article.scrollIntoView({ block: 'start' });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const isGone = refusal.code === 'not_found';
      // Of several discussions on a page, only the one that has the comment can know it.
      if (!isGone || page.all('chiosa-thread').length < 2) pages?.notice(isGone ? here.words.say('goneLink') : here.words.explain(refusal));
    } finally {
      this.wanted = 0;
    }
  }

  /** @param {import('./list.js').Shown} shown */
  #mark({ item }) {
    this.discussion.list.element.querySelector('.linked')?.classList.remove('linked');
    item.classList.add('linked');
  }
}

/** The comment that the page's address names, or 0. */
export function named() {
  return Number(/^#comment-(\d{1,15})$/.exec(location.hash)?.[1] ?? 0);
}
