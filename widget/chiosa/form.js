import { Refusal } from './api.js';
import { make } from './dom.js';
import { Field } from './field.js';
import { Sender } from './sender.js';
import { Kept } from './storage.js';
import { Trap } from './trap.js';

const NEAR = 200;

/** Writes a comment, or a reply if there is a parent. Nothing that was written is lost before it is accepted. */
export class Form {
  /**
   * @param {import('./types').Here} here
   * @param {import('./types').Site} site
   * @param {Map<string, string>} who what the reader told about themself in any form of this page
   * @param {(comment: import('./types').Comment) => void} onSent
   * @param {{id: number, name: string, onCancel: () => void}} [parent]
   */
  constructor(here, site, who, onSent, parent) {
    const { api, words, options } = here;
    this.here = here;
    this.parent = parent;
    this.onSent = onSent;
    this.isBusy = false;
    this.draft = new Kept('draft', options.site, options.thread || options.url, String(parent?.id ?? ''));
    this.trap = new Trap(words.say('form.trap'));
    this.sender = new Sender(api, this.trap);
    this.fields = this.#makeFields(site);
    this.text = this.fields[0];
    this.alert = make('p', { class: 'alert', role: 'alert' });
    this.send = make('button', { class: 'primary', 'aria-disabled': 'false' });
    this.rest = make('div', { class: 'rest' },
      make('div', { class: 'who' }, ...this.fields.slice(1).map((field) => field.element)),
      this.trap.element, this.alert, this.#makeButtons());
    const title = parent ? words.say('replyTo', { name: parent.name }) : words.say('form.title');
    this.element = make('form', {
      class: 'form', novalidate: true, 'aria-label': title, focusin: () => this.#wake(), submit: (/** @type {Event} */ event) => this.#submit(event),
      keydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && !event.isComposing && parent?.onCancel(),
    }, this.text.element, this.rest, site.akismet && this.#makeNotice());
    this.#label('send');
    this.#remember(who);
    this.#restore();
  }

  focus() {
    this.text.control.focus();
  }

  /** @param {import('./types').Site} site */
  #makeFields(site) {
    const { words } = this.here;
    const form = `form-${this.parent?.id ?? 'new'}`;
    const fields = [
      new Field(words, { form, name: 'text', max: site.text_max, required: true, tag: 'textarea', rows: 4, dir: 'auto' }),
      new Field(words, { form, name: 'name', max: 245, required: site.name_required, autocomplete: 'name', dir: 'auto' }),
      new Field(words, {
        form, name: 'email', max: 100, required: site.email_required, type: 'email', autocomplete: 'email', dir: 'ltr',
        hint: words.say('form.emailHint'),
      }),
      new Field(words, { form, name: 'website', max: 200, type: 'url', inputmode: 'url', autocomplete: 'url', dir: 'ltr' }),
    ];
    return site.website_asked ? fields : fields.slice(0, 3);
  }

  #makeButtons() {
    const cancel = this.parent && make('button', { type: 'button', click: this.parent.onCancel }, this.here.words.say('form.cancel'));
    return make('div', { class: 'buttons' }, this.send, cancel);
  }

  #makeNotice() {
    const { words } = this.here;
    const link = { href: 'https://akismet.com/privacy/', rel: 'nofollow noopener', target: '_blank' };
    return make('p', { class: 'notice' }, words.say('form.akismet'), ' ', make('a', link, words.say('form.akismetLink')));
  }

  /** A second form need not ask again who writes. @param {Map<string, string>} who */
  #remember(who) {
    for (const { name, control } of this.fields.slice(1)) {
      control.value = who.get(name) ?? '';
      control.addEventListener('input', () => who.set(name, control.value));
    }
  }

  #restore() {
    this.text.control.value = this.draft.text;
    this.rest.hidden = !this.parent && !this.draft.text;
    this.text.control.addEventListener('input', () => {
      this.draft.text = this.text.control.value;
      this.#count();
    });
    this.#count();
  }

  /** The fields about the writer show when somebody begins to write, and the form's ticket is asked for. */
  #wake() {
    this.rest.hidden = false;
    this.sender.prepare().catch(() => {});
  }

  #count() {
    const left = this.text.max - this.text.length;
    const said = left < 0 ? ['form.over', -left] : ['form.left', left];
    this.text.hint.textContent = left < NEAR ? this.here.words.say(String(said[0]), { n: said[1] }) : '';
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    if (this.isBusy || !this.#isComplete()) return;
    this.#setBusy(true);
    try {
      const comment = await this.sender.send(this.#written());
      this.#setBusy(false);
      this.#clear();
      this.onSent(comment);
    } catch (refusal) {
      this.#setBusy(false);
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#refuse(refusal);
    }
  }

  #isComplete() {
    this.fields.forEach((field) => field.check());
    this.alert.textContent = this.#focusRefused() ? this.here.words.say('errors.invalid') : '';
    return !this.alert.textContent;
  }

  #focusRefused() {
    const first = this.fields.find((field) => field.isRefused);
    first?.control.focus();
    return first;
  }

  #written() {
    const given = this.fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    const { website, ...rest } = Object.fromEntries(given);
    return {
      ...rest,
      ...(website && { website: website.includes('://') ? website : `https://${website}` }),
      ...(this.parent && { parent: this.parent.id }),
      ...(this.here.options.title && { title: this.here.options.title }),
      ...(this.here.options.modified && { modified: this.here.options.modified }),
    };
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    this.isBusy = isBusy;
    this.send.setAttribute('aria-disabled', String(isBusy));
    this.fields.forEach(({ control }) => { control.readOnly = isBusy; });
    this.#label(isBusy ? 'sending' : 'send');
  }

  /** @param {'send' | 'sending'} name */
  #label(name) {
    this.send.textContent = this.here.words.say(`form.${name === 'send' && this.parent ? 'sendReply' : name}`);
  }

  #clear() {
    this.draft.text = '';
    this.text.control.value = '';
    this.rest.hidden = true;
    this.#count();
  }

  /** @param {Refusal} refusal */
  #refuse(refusal) {
    const { words } = this.here;
    const others = Object.entries(refusal.fields).filter(([name, error]) => {
      const field = this.fields.find((one) => one.name === name);
      field?.refuse(error);
      return !field;
    });
    const also = others.map(([, { code, message }]) => message || words.say(`fields.${code}`));
    this.alert.textContent = [words.explain(refusal), ...also].join(' ');
    if (!this.#focusRefused()) this.send.textContent = words.say('tryAgain');
  }
}
