import { Refusal } from './api.js';
import { make } from './dom.js';

/** A form with its errors: beside each field in words, and summed up. What is on its way is not sent once more. */
export class Panel {
  #isBusy = false;

  /**
   * @param {import('./types').Here} here
   * @param {{kind: string, title: string, verb: string, act(): Promise<string | void>, fields?(): import('./field.js').Field[],
   *   onCancel?(isMeant: boolean): void}} is `act` may return what is wrong; `isMeant` where the reader pressed the button, not just Escape
   * @param {...(HTMLElement | undefined)} content
   */
  constructor(here, is, ...content) {
    this.here = here;
    this.is = is;
    this.alert = make('div', { class: 'alert', part: 'alert', role: 'alert' });
    this.send = make('button', { class: 'primary', part: 'button send-button', 'aria-disabled': 'false' }, is.verb);
    this.cancel = is.onCancel && make('button', { type: 'button', part: 'button cancel-button', click: () => is.onCancel?.(true) }, here.words.say('form.cancel'));
    this.element = make('form', {
      class: is.kind, part: is.kind, novalidate: true, 'aria-label': is.title,
      submit: (/** @type {Event} */ event) => this.#submit(event), keydown: (/** @type {KeyboardEvent} */ event) => this.#press(event),
    }, ...content, this.alert, make('div', { class: 'buttons' }, this.send, this.cancel));
  }

  get fields() { return this.is.fields?.() ?? []; }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.is.onCancel?.(false);
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#isBusy) return;
    this.fields.forEach((field) => field.check());
    if (this.#focusRefused()) return this.#tell(this.here.words.say('errors.invalid'));
    this.#setBusy(true);
    try {
      const wrong = await this.is.act();
      this.#setBusy(false);
      if (wrong) this.#tell(wrong);
    } catch (refusal) {
      this.#setBusy(false);
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#refuse(refusal);
    }
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    this.send.setAttribute('aria-disabled', String(isBusy));
    this.fields.forEach(({ control }) => { control.readOnly = isBusy; });
    this.send.textContent = isBusy ? this.here.words.say('form.sending') : this.is.verb;
    if (isBusy) this.#tell('');
  }

  /** @param {Refusal} refusal */
  #refuse(refusal) {
    const { words, emit } = this.here;
    const others = Object.entries(refusal.fields).filter(([name, error]) => {
      const field = this.fields.find((one) => one.name === name);
      field?.refuse(error);
      return !field;
    });
    const also = others.map(([, { code, message }]) => message || words.say(`fields.${code}`));
    this.#tell([words.explain(refusal), ...also].join(' '));
    if (!this.#focusRefused()) this.send.textContent = words.say('tryAgain');
    emit('error', { code: refusal.code });
  }

  #focusRefused() {
    const first = this.fields.find((field) => field.isRefused);
    first?.focus();
    return first;
  }

  /** Says what is wrong, and of which fields where that needs more than a look. @param {string} text */
  #tell(text) {
    const wrong = text ? this.fields.filter((field) => field.isRefused) : [];
    const list = wrong.map(({ label, error }) => make('li', {}, `${label}: ${error.textContent}`));
    this.alert.replaceChildren(text, ...(list.length > 1 ? [make('ul', {}, ...list)] : []));
  }
}
