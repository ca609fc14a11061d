import { Refusal } from './api.js';
import { make } from './dom.js';

/** @typedef {{up: number, down: number, mine: 1 | 0 | -1}} Standing */

/** The visitor's own votes and reactions: shown at once, taken back where the service refuses them. */
export class Reacting {
  /** @param {import('./discussion.js').Discussion} discussion */
  constructor(discussion) {
    this.discussion = discussion;
    this.here = discussion.here;
    this.list = discussion.list;
    this.reactions = discussion.reactions;
    /** @type {Map<number | string, unknown>} what is on its way */
    this.wishes = new Map();
  }

  /** Marks what the visitor chose before. */
  async recall() {
    const { votes, reactions } = await this.discussion.mine();
    this.list.votes.clear();
    for (const [id, value] of Object.entries(votes ?? {})) this.list.votes.set(Number(id), value);
    for (const shown of this.list.shown.values()) this.list.tell(shown);
    this.reactions.tell(this.reactions.counts, reactions);
  }

  /** The same vote again takes it back. @param {import('./list.js').Shown} shown @param {1 | -1} value */
  vote(shown, value) {
    const { id, up, down } = shown.comment;
    const was = this.list.votes.get(id) ?? 0;
    const mine = /** @type {1 | 0 | -1} */ (was === value ? 0 : value);
    const share = (/** @type {number} */ way) => Number(mine === way) - Number(was === way);
    return this.#try(id, () => shown.article, {
      now: /** @type {Standing} */ ({ up, down, mine: was }),
      wish: { up: up + share(1), down: down + share(-1), mine },
      show: (standing) => this.#tell(shown, standing),
      send: (standing) => this.here.writes.vote(id, standing.mine),
    });
  }

  /** @param {string} emoji */
  react(emoji) {
    const { reactions, here } = this;
    const now = { n: reactions.counts[emoji] ?? 0, isOn: reactions.mine.includes(emoji) };
    return this.#try(emoji, () => reactions.element, {
      now,
      wish: { n: now.n + (now.isOn ? -1 : 1), isOn: !now.isOn },
      show: ({ n, isOn }) => {
        const others = reactions.mine.filter((one) => one !== emoji);
        reactions.tell({ ...reactions.counts, [emoji]: n }, isOn ? [...others, emoji] : others);
      },
      send: async ({ isOn }) => {
        const answer = await here.writes.react(emoji, isOn, here.options.title);
        return { n: answer.reactions[emoji] ?? 0, isOn: answer.mine.includes(emoji) };
      },
    });
  }

  /** @param {import('./list.js').Shown} shown @param {Standing} standing */
  #tell(shown, { up, down, mine }) {
    Object.assign(shown.comment, { up, down });
    this.list.votes.set(shown.comment.id, mine);
    this.list.tell(shown);
  }

  /**
   * Sends what is wished; who changes their mind meanwhile has it sent as well, so the last wish holds.
   * @template State
   * @param {number | string} what @param {() => HTMLElement} place where it is said why not
   * @param {{now: State, wish: State, show(state: State): void, send(wish: State): Promise<State>}} steps
   */
  async #try(what, place, { now, wish, show, send }) {
    show(wish);
    const isUnderWay = this.wishes.has(what);
    this.wishes.set(what, wish);
    if (isUnderWay) return;
    place().querySelector(':scope > .alert')?.remove();
    try {
      let sent;
      do {
        sent = /** @type {State} */ (this.wishes.get(what));
        now = await send(sent);
      } while (sent !== this.wishes.get(what));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      place().append(make('p', { class: 'alert', role: 'alert' }, this.here.words.explain(refusal)));
    } finally {
      this.wishes.delete(what);
      show(now);
    }
  }
}
