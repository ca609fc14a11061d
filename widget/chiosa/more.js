import { Refusal } from './api.js';
import { make } from './dom.js';

/** A button that fetches what follows and says so beside itself when it cannot. */
export class More {
  /** @param {import('./words.js').Language} words @param {(isAsked: boolean) => Promise<void>} next told whether the reader asked for it */
  constructor(words, next) {
    this.words = words;
    this.next = next;
    this.isBusy = false;
    this.alert = make('p', { class: 'alert', role: 'alert' });
    this.button = make('button', { type: 'button', part: 'button more-button', click: () => this.show(true) });
    this.element = make('div', { class: 'more' }, this.button, this.alert);
  }

  /** @param {string} text */
  set label(text) { this.button.textContent = text; }

  /** @param {boolean} isAsked @returns whether it came */
  async show(isAsked) {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.alert.textContent = '';
    try {
      await this.next(isAsked);
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.alert.textContent = this.words.explain(refusal);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
