import { make } from './dom.js';
import { Field } from './field.js';

/** The part of a form that asks who writes; where the host page has said so, it only tells. */
export class About {
  /** @param {import('./types').Here} here @param {import('./types').Site} site @param {import('./me.js').Me} me @param {string} form */
  constructor({ words }, site, me, form) {
    this.words = words;
    this.me = me;
    this.asked = [
      new Field(words, { form, name: 'name', max: 245, required: site.name_required, autocomplete: 'name', dir: 'auto' }),
      new Field(words, {
        form, name: 'email', max: 100, required: site.email_required, type: 'email', autocomplete: 'email', dir: 'ltr',
        hint: words.say('form.emailHint'),
      }),
      ...(site.website_asked
        ? [new Field(words, { form, name: 'website', max: 200, type: 'url', inputmode: 'url', autocomplete: 'url', dir: 'ltr' })] : []),
    ];
    this.fields = this.asked;
    /** @type {string | null} */
    this.proven = null;
    this.remember = make('input', { type: 'checkbox', name: 'remember', change: () => me.keep(this.remember.checked) });
    const box = make('label', { class: 'check', part: 'label' }, this.remember, words.say('form.remember'));
    this.questions = [make('div', { class: 'who' }, ...this.asked.map(({ element }) => element)), box];
    this.element = make('div', { class: 'about' }, ...this.questions);
    for (const { name, control } of this.asked) control.addEventListener('input', () => me.tell(name, control.value));
    this.recall();
  }

  /** Takes over what was told in another form meanwhile. */
  recall() {
    this.remember.checked = this.me.isKept;
    for (const { name, control } of this.asked) control.value ||= this.me.told.get(name) ?? '';
  }

  /** Who writes, as the host page has proven; null where it has not. @param {string | null} name */
  tell(name) {
    if (name === this.proven) return;
    this.proven = name;
    this.fields = name ? [] : this.asked;
    this.element.replaceChildren(...(name ? [make('p', { class: 'text' }, this.words.say('form.signedIn', { name }))] : this.questions));
  }
}
