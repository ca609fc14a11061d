import { Refusal } from './api.js';
import { make } from './dom.js';

/** A button that fetches what follows and says so beside itself when it cannot. */
export class More {
  /** @param {import('./words.js').Language} words @param {() => Promise<void>} next */
  constructor(words, next) {
    this.words = words;
    this.next = next;
    this.isBusy = false;
    this.alert = make('p', { class: 'alert', role: 'alert' });
    this.button = make('button', { type: 'button', click: () => this.#show() });
    this.element = make('div', { class: 'more' }, this.button, this.alert);
  }

  /** @param {string} text */
  set label(text) { this.button.textContent = text; }

  async #show() {
    if (this.isBusy) return;
    this.isBusy = true;
    this.alert.textContent = '';
    try {
      await this.next();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.alert.textContent = this.words.explain(refusal);
    } finally {
      this.isBusy = false;
    }
  }
}
