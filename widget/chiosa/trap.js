import { make } from './dom.js';

/**
 * A field that no person can reach and programs like to fill in. Off the screen rather than not displayed, out of the
 * tab order and of the accessibility tree; its label helps the one who meets it all the same.
 */
export class Trap {
  /** @param {string} label */
  constructor(label) {
    this.control = make('input', { tabindex: -1, autocomplete: 'off' });
    this.element = make('div', { class: 'aside', 'aria-hidden': 'true' }, make('label', {}, label, this.control));
  }

  /** @param {string} name as the service chose it */
  set name(name) { this.control.setAttribute('name', name); }

  get value() { return this.control.value; }
}
