import { make } from './dom.js';
import { Field } from './field.js';
import { Kept } from './storage.js';

const NEAR = 200;

/** The text of a comment, kept as a draft while it is written. Its tools are fetched when somebody begins to write. */
export class Editor {
  /** @type {Promise<void> | undefined} */
  #equipped;
  /** @type {import('./toolbar.js').Toolbar | undefined} */
  #toolbar;

  /** @param {import('./types').Here} here @param {number} max @param {string} form @param {string} [text] what stands there before anything is written */
  constructor(here, max, form, text = '') {
    const { words, options } = here;
    this.here = here;
    this.text = text;
    this.draft = new Kept('draft', options.site, options.thread || options.url, form);
    this.field = new Field(words, { form: `form-${form || 'new'}`, name: 'text', max, required: true, tag: 'textarea', rows: 4, dir: 'auto' });
    this.control = /** @type {HTMLTextAreaElement} */ (this.field.control);
    this.control.value = this.draft.text || text;
    this.control.addEventListener('input', () => {
      this.draft.text = this.control.value === text ? '' : this.control.value;
      this.#count();
    });
    /** Keeps room for the tools. */
    this.place = make('div', { class: 'toolbox' });
    this.field.onFocus = () => this.#toolbar?.preview.close();
    this.#count();
    if (this.draft.text) this.field.hint.textContent ||= words.say('form.draft');
  }

  /** Without its tools a text can still be written. */
  equip() {
    this.#equipped ??= import('./toolbar.js').then(({ Toolbar }) => {
      this.#toolbar = new Toolbar(this.here, this.field);
      this.place.append(this.#toolbar.element);
    }).catch((failure) => {
      this.#equipped = undefined;
      console.error('Chiosa:', failure);
    });
  }

  clear() {
    this.#toolbar?.preview.close();
    this.forget();
    this.control.value = '';
    this.#count();
  }

  forget() {
    this.draft.text = '';
  }

  #count() {
    const left = this.field.max - this.field.length;
    const n = Math.abs(left);
    this.field.hint.textContent = left < NEAR ? this.here.words.say(left < 0 ? 'form.over' : 'form.left', { n }) : '';
  }
}
