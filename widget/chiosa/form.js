import { About } from './about.js';
import { make } from './dom.js';
import { Editor } from './editor.js';
import { Panel } from './panel.js';
import { Sender } from './sender.js';
import { Trap } from './trap.js';

/** @typedef {import('./types').Comment} Comment */
/**
 * What a form is for. `of` sets it and its draft apart; with `text`, it changes what stands there already.
 * @typedef {{of: string, title: string, verb: 'send' | 'sendReply' | 'save', parent?: number, text?: string,
 *   deliver?: (text: string) => Promise<Comment>, onSent(comment: Comment): void, onCancel?(): void}} Purpose
 */

/** @param {string} href @param {string} text */
const makeLink = (href, text) => make('a', { href, rel: 'nofollow noopener', target: '_blank' }, text);

/** Writes a comment, a reply, or changes one. Nothing that was written is lost before it is accepted. */
export class Form {
  /** @param {import('./types').Here} here @param {import('./types').Site} site @param {import('./me.js').Me} me @param {Purpose} purpose */
  constructor(here, site, me, purpose) {
    const { words } = here;
    const { of, title, verb, text, deliver, onSent, onCancel } = purpose;
    this.here = here;
    this.purpose = purpose;
    this.editor = new Editor(here, site.text_max, of, text);
    this.trap = new Trap(words.say('form.trap'));
    this.sender = new Sender(here, this.trap);
    this.about = deliver ? null : new About(here, site, me, `form-${of || 'new'}`);
    const { element } = new Panel(here, {
      kind: 'form', title, verb: words.say(`form.${verb}`), fields: () => this.fields,
      act: async () => {
        const comment = await (deliver ? deliver(this.editor.field.value) : this.sender.send(this.#written()));
        this.editor.clear();
        this.#idle(true);
        onSent(comment);
      },
      onCancel: onCancel && ((isMeant) => {
        if (isMeant && text) this.editor.forget();
        onCancel();
      }),
    }, this.editor.field.element, this.editor.place, this.about?.element, this.trap.element);
    this.element = element;
    element.addEventListener('focusin', () => this.#wake());
    element.append(...site.judges.map((judge) => this.#makeNotice(judge)), ...this.#makePrivacy(site.privacy));
    this.#idle(!onCancel && !this.editor.draft.text);
  }

  get fields() { return [this.editor.field, ...this.about?.fields ?? []]; }

  focus() {
    this.editor.field.focus();
  }

  /** The visitor is another than before. */
  greet() {
    if (this.sender.ticket) this.#learn(this.sender.renew());
  }

  /** @param {{name: string, privacy: string}} judge who is sent what is written */
  #makeNotice({ name, privacy }) {
    const { words } = this.here;
    return make('p', { class: 'notice' }, words.say('form.judge', { service: name }), ' ', makeLink(privacy, words.say('form.judgeLink')));
  }

  /** What the site itself says of its readers' data. @param {{text: string, url: string | null}[]} pieces */
  #makePrivacy(pieces) {
    return pieces[0] ? [make('p', { class: 'hint privacy', dir: 'auto' }, ...pieces.map(({ text, url }) => url ? makeLink(url, text) : text))] : [];
  }

  /** Only the text shows until somebody begins to write. @param {boolean} isIdle */
  #idle(isIdle) {
    this.element.classList.toggle('idle', isIdle);
  }

  /** By the time of sending, what was told in another form is here, and the ticket's waiting time is over. */
  #wake() {
    if (this.element.matches('.idle')) this.about?.recall();
    this.#idle(false);
    this.editor.equip();
    if (this.about) this.#learn(this.sender.prepare());
  }

  /** @param {Promise<{name: string | null}>} asked */
  #learn(asked) {
    asked.then(({ name }) => this.about?.tell(name), () => {});
  }

  #written() {
    const { title, modified } = this.here.options;
    const given = this.fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    const { website, ...rest } = Object.fromEntries(given);
    return {
      ...rest,
      ...(website && { website: website.includes('://') ? website : `https://${website}` }),
      ...(this.purpose.parent && { parent: this.purpose.parent }),
      ...(title && { title }),
      ...(modified && { modified }),
    };
  }
}
