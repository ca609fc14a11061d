import { make } from './dom.js';

/** What readers feel about the page, in the site's own signs. */
export class Reactions {
  /** @param {import('./types').Here} here @param {(emoji: string) => void} onReact */
  constructor({ words }, onReact) {
    this.words = words;
    this.onReact = onReact;
    /** @type {Record<string, number>} */
    this.counts = {};
    /** @type {string[]} what the visitor pressed */
    this.mine = [];
    this.element = make('div', { class: 'reactions', part: 'reactions', role: 'group', 'aria-label': words.say('reactions') });
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
  }

  /** @param {string[]} emoji */
  offer(emoji) {
    for (const one of emoji) {
      this.buttons.set(one, make('button', { type: 'button', class: 'reaction', part: 'button reaction', click: () => this.onReact(one) }));
    }
    this.element.replaceChildren(...this.buttons.values());
    this.element.hidden = !emoji.length;
  }

  /** @param {Record<string, number>} counts @param {string[]} [mine] */
  tell(counts, mine = this.mine) {
    Object.assign(this, { counts, mine });
    for (const [emoji, button] of this.buttons) {
      const n = counts[emoji] ?? 0;
      button.textContent = `${emoji} ${this.words.number.format(n)}`;
      button.setAttribute('aria-label', this.words.say('reaction', { emoji, n }));
      button.setAttribute('aria-pressed', String(mine.includes(emoji)));
    }
  }
}
