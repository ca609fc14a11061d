import { make } from './dom.js';
import { Preview } from './preview.js';
import { link, prefix, wrap } from './marks.js';

const SVG = 'http://www.w3.org/2000/svg';
const IS_MAC = /Mac|iP/.test(navigator.platform);

/** @typedef {import('./marks.js').Mark} Mark */
/** Its name, the letter of its shortcut, its drawing in a field of 16 × 16, what it does. @type {[string, string, string, Mark][]} */
const TOOLS = [
  ['bold', 'B', 'M5 8h4a2.5 2.5 0 0 0 0-5H5v10h4.5a2.5 2.5 0 0 0 0-5', wrap('**')],
  ['italic', 'I', 'M7 3h5M4 13h5M9.5 3l-3 10', wrap('*')],
  ['link', 'K', 'M7 9a3 3 0 0 0 4.2 0l2-2A3 3 0 0 0 9 2.8l-1 1M9 7a3 3 0 0 0-4.2 0l-2 2A3 3 0 0 0 7 13.2l1-1', link],
  ['quote', '', 'M3 3v10M7 4h6M7 8h6M7 12h4', prefix('> ')],
  ['code', 'E', 'M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4', wrap('`', '```')],
  ['list', '', 'M7 4h6M7 8h6M7 12h6M3 4h0M3 8h0M3 12h0', prefix('- ')],
];

/** What helps with Markdown: one stop for the Tab key, within it arrow keys. */
export class Toolbar {
  /** @param {import('./types').Here} here @param {import('./field.js').Field} field */
  constructor(here, field) {
    const { words } = here;
    this.control = /** @type {HTMLTextAreaElement} */ (field.control);
    this.sample = words.say('tools.sample');
    this.preview = new Preview(here, field, (isOpen) => tools.forEach((tool) => tool.setAttribute('aria-disabled', String(isOpen))));
    const tools = TOOLS.map(([name, letter, drawing, mark]) => {
      const key = letter && (IS_MAC ? `⌘${letter}` : `Ctrl+${letter}`);
      const label = words.say(`tools.${name}`);
      return make('button', {
        type: 'button', class: `tool ${name}`, part: 'button tool', tabindex: -1, 'aria-label': label, title: key ? `${label} (${key})` : label,
        'aria-keyshortcuts': letter && `${IS_MAC ? 'Meta' : 'Control'}+${letter}`, click: () => this.#apply(mark),
      }, draw(drawing));
    });
    /** @type {HTMLButtonElement[]} */
    this.buttons = [...tools, this.preview.button];
    this.buttons[0].tabIndex = 0;
    this.element = make('div', {
      class: 'tools', part: 'toolbar', role: 'toolbar', 'aria-label': words.say('tools.title'), keydown: (/** @type {KeyboardEvent} */ event) => this.#move(event),
    }, ...this.buttons);
    this.control.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#press(event));
  }

  /** @param {Mark} mark */
  #apply(mark) {
    const { control } = this;
    if (control.hidden || control.readOnly) return;
    const { from, to, text, select } = mark(control.value, control.selectionStart, control.selectionEnd, this.sample);
    control.focus();
    control.setSelectionRange(from, to);
    replace(control, text);
    control.setSelectionRange(...select);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const isPlain = !event.altKey && !event.shiftKey && !event.isComposing && event.metaKey === IS_MAC && event.ctrlKey !== IS_MAC;
    // In a script without these letters the key's place counts.
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.slice(3);
    const tool = isPlain && TOOLS.find((one) => one[1] && one[1] === letter);
    if (!tool) return;
    event.preventDefault();
    this.#apply(tool[3]);
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const { buttons } = this;
    const ahead = this.element.matches(':dir(rtl)') ? -1 : 1;
    const here = buttons.findIndex((button) => button.tabIndex === 0);
    const there = { ArrowRight: here + ahead, ArrowLeft: here - ahead, Home: 0, End: -1 }[event.key];
    if (there === undefined) return;
    event.preventDefault();
    buttons[here].tabIndex = -1;
    const next = buttons.at(there % buttons.length) ?? buttons[0];
    next.tabIndex = 0;
    next.focus();
  }
}

/** As if it were typed, so that the browser can undo it. @param {HTMLTextAreaElement} control @param {string} text */
function replace(control, text) {
  if (Document.prototype.execCommand.call(document, text ? 'insertText' : 'delete', false, text)) return;
  control.setRangeText(text);
  control.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** @param {string} drawing */
function draw(drawing) {
  const create = (/** @type {string} */ tag) => Document.prototype.createElementNS.call(document, SVG, tag);
  const [svg, path] = [create('svg'), create('path')];
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', drawing);
  svg.append(path);
  return svg;
}
