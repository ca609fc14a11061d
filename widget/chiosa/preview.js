import { Refusal } from './api.js';
import { make } from './dom.js';
import { hasCode, readComment } from './html.js';
import { makeSheet } from './sheet.js';

/** Shows in place of the text what the service will make of it. */
export class Preview {
  #html = '';
  /** @type {string | undefined} the text that it was made of */
  #source;

  /** @param {import('./types').Here} here @param {import('./field.js').Field} field @param {(isOpen: boolean) => void} onTurn */
  constructor(here, field, onTurn) {
    const label = here.words.say('tools.preview');
    this.here = here;
    this.field = field;
    this.onTurn = onTurn;
    this.button = make('button', { type: 'button', class: 'preview-button', part: 'button tool', tabindex: -1, 'aria-pressed': 'false', click: () => this.#turn() }, label);
    this.element = make('div', { class: 'preview', part: 'preview', role: 'region', 'aria-label': label, 'aria-live': 'polite', hidden: true });
    field.control.after(this.element);
  }

  get isOpen() { return !this.element.hidden; }

  close() {
    if (this.isOpen) this.#show(false);
  }

  /** @param {boolean} isOpen */
  #show(isOpen) {
    const { control } = this.field;
    if (isOpen) this.element.style.minBlockSize = `${control.offsetHeight}px`;
    control.hidden = isOpen;
    this.element.hidden = !isOpen;
    this.button.setAttribute('aria-pressed', String(isOpen));
    this.onTurn(isOpen);
  }

  async #turn() {
    this.#show(!this.isOpen);
    if (!this.isOpen) return this.field.control.focus();
    const text = this.field.control.value;
    this.element.replaceChildren();
    this.element.ariaBusy = 'true';
    const read = await this.#read(text);
    if (text !== this.field.control.value) return;
    this.element.ariaBusy = 'false';
    this.element.replaceChildren(...read);
  }

  async #colour() {
    const root = this.element.getRootNode();
    const sheet = await makeSheet(this.here.service, 'code.css');
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  /** The same text is not asked about twice. @param {string} text */
  async #read(text) {
    const { words, writes } = this.here;
    if (!text.trim()) return [make('p', { class: 'hint' }, words.say('tools.empty'))];
    try {
      if (text !== this.#source) this.#html = (await writes.preview(text)).html;
      this.#source = text;
      if (hasCode(this.#html)) this.#colour();
      return [readComment(this.#html)];
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const { text: wrong } = refusal.fields;
      const said = wrong ? words.say(`fields.${wrong.code}`, { n: this.field.max }) || wrong.message : words.explain(refusal);
      return [make('p', { class: 'alert' }, said)];
    }
  }
}
