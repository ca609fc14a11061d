import { make } from './dom.js';

/** One labelled control of a form, with its hint and what is wrong with it. */
export class Field {
  /**
   * @param {import('./words.js').Language} words
   * @param {{form: string, name: string, max: number, label?: string, required?: boolean, tag?: 'input' | 'textarea', hint?: string,
   *   [attribute: string]: unknown}} is `form` sets the fields of several forms on one page apart
   */
  constructor(words, { form, name, max, label = words.say(`form.${name}`), required = false, tag = 'input', hint = '', ...attributes }) {
    const id = `${form}-${name}`;
    this.words = words;
    this.name = name;
    this.label = label;
    this.max = max;
    this.required = required;
    /** What has to be done for the control to be seen. */
    this.onFocus = () => {};
    this.control = make(tag, {
      id, name, part: `input ${name}-input`, 'aria-required': required && 'true', 'aria-describedby': `${id}-hint ${id}-error`, ...attributes,
      input: () => this.accept(),
    });
    this.hint = make('p', { id: `${id}-hint`, class: 'hint', part: 'hint' }, hint);
    this.error = make('p', { id: `${id}-error`, class: 'error', part: 'error' });
    const need = words.say(required ? 'form.required' : 'form.optional');
    this.element = make('div', { class: `field field-${name}` },
      make('label', { for: id, part: 'label' }, label, ' ', make('small', {}, `(${need})`)), this.control, this.hint, this.error);
  }

  get value() { return this.control.value.trim(); }

  /** Characters as the service counts them: an emoji is one. */
  get length() { return [...this.value].length; }

  focus() {
    this.onFocus();
    this.control.focus();
  }

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
