import { make } from './dom.js';

/**
 * A button that opens further buttons. Escape, and leaving it, close it.
 * @param {string} label
 * @param {[string, () => void][]} acts what each is called and does
 * @param {() => string} note read when it is opened
 */
export function makeMenu(label, acts, note) {
  const choices = acts.map(([text, act]) => make('button', { type: 'button', part: 'button menu-choice', click: () => choose(act) }, text));
  const hint = make('p', { class: 'hint' });
  const list = make('div', { class: 'choices', part: 'menu', hidden: true }, ...choices, hint);
  const button = make('button', {
    type: 'button', class: 'menu-button', part: 'button menu-button', 'aria-label': label, title: label, 'aria-expanded': 'false', click: () => turn(button.ariaExpanded !== 'true'),
  }, '•••');

  /** @param {boolean} isOpen */
  function turn(isOpen) {
    hint.textContent = note();
    list.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
    button.focus();
  }

  /** @param {() => void} act */
  function choose(act) {
    turn(false);
    act();
  }

  return make('div', {
    class: 'menu', tabindex: -1,
    focusout: (/** @type {FocusEvent} */ { relatedTarget, currentTarget }) => {
      if (list.hidden || /** @type {Element} */ (currentTarget).contains(/** @type {Node | null} */ (relatedTarget))) return;
      list.hidden = true;
      button.setAttribute('aria-expanded', 'false');
    },
    keydown: (/** @type {KeyboardEvent} */ { key }) => key === 'Escape' && !list.hidden && turn(false),
  }, button, list);
}
