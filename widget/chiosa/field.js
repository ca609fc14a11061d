import { make } from './dom.js';

/** One labelled control of a form, with its hint and what is wrong with it. */
export class Field {
  /**
   * @param {import('./words.js').Language} words
   * @param {{form: string, name: string, max: number, required?: boolean, tag?: 'input' | 'textarea', hint?: string,
   *   [attribute: string]: unknown}} is `form` sets the fields of several forms on one page apart
   */
  constructor(words, { form, name, max, required = false, tag = 'input', hint = '', ...attributes }) {
    const id = `${form}-${name}`;
    this.words = words;
    this.name = name;
    this.max = max;
    this.required = required;
    this.control = make(tag, {
      id, name, 'aria-required': required && 'true', 'aria-describedby': `${id}-hint ${id}-error`, ...attributes,
      input: () => this.accept(),
    });
    this.hint = make('p', { id: `${id}-hint`, class: 'hint' }, hint);
    this.error = make('p', { id: `${id}-error`, class: 'error' });
    const need = words.say(required ? 'form.required' : 'form.optional');
    const label = make('label', { for: id }, words.say(`form.${name}`), ' ', make('small', {}, `(${need})`));
    this.element = make('div', { class: `field field-${name}` }, label, this.control, this.hint, this.error);
  }

  get value() { return this.control.value.trim(); }

  /** Characters as the service counts them: an emoji is one. */
  get length() { return [...this.value].length; }

  /** Marks what can be seen to be wrong before anything is sent. */
  check() {
    if (this.required && !this.value) this.refuse({ code: 'required' });
    else if (this.length > this.max) this.refuse({ code: 'too_long' });
    else this.accept();
  }

  /** @param {{code: string, message?: string}} error */
  refuse({ code, message = '' }) {
    this.error.textContent = this.words.say(`fields.${code}`, { n: this.max }) || message;
    this.control.setAttribute('aria-invalid', 'true');
  }

  accept() {
    this.error.textContent = '';
    this.control.removeAttribute('aria-invalid');
  }

  get isRefused() { return this.control.hasAttribute('aria-invalid'); }
}
