/** One key for each thing; quiet while someone types, and off where someone has switched them off. */
import { articles, atHand, focus, move } from './list.js';

const STORED = 'chiosa-room-keys';
const DECISIONS = { a: 'published', r: 'rejected', s: 'spam', d: 'deleted' };
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';

export function begin({ decide, undo }, choice) {
  const help = document.querySelector('#help');
  const opener = document.querySelector('#keys');
  const switched = document.querySelector('#keys-on');
  switched.checked = localStorage.getItem(STORED) !== 'off';
  switched.addEventListener('change', () => localStorage.setItem(STORED, switched.checked ? 'on' : 'off'));
  opener.hidden = false;
  opener.addEventListener('click', () => help.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open || !switched.checked) return;
    if (event.target.closest(TYPING)) return;
    if (act(event.key, event.repeat)) event.preventDefault();
  });

  function act(key, isHeld) {
    if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1);
    else if (isHeld) return false;
    else if (key === 'u') undo();
    else if (key === '?') help.showModal();
    else if (key === 'x') withOneAtHand(choice.toggle);
    else if (key === '*') choice.toggleAll();
    else if (key === 'n') document.querySelector('.pages [data-next]')?.click();
    else if (key === 'b' || key === 'c' || key === 'e') withOneAtHand((article) => article.querySelector(`a[aria-keyshortcuts="${key}"]`)?.click());
    else if (Object.hasOwn(DECISIONS, key)) decideBy(DECISIONS[key]);
    else return press(key);
    return true;
  }

  function decideBy(to) {
    const chosen = choice.chosen();
    if (chosen.length) decide(can(chosen, to), to);
    else withOneAtHand((article) => decide(can([article], to), to));
  }
}

/** Those that have the decision's button: a published comment can't be approved once more. */
function can(chosen, to) {
  return chosen.filter((article) => article.querySelector(`button[value^="${to}:"]`));
}

/** What else the comment at hand offers bears its key. @param {string} key */
function press(key) {
  const offered = atHand()?.querySelector(`[aria-keyshortcuts="${CSS.escape(key)}"]`);
  offered?.click();
  return Boolean(offered);
}

/** Nobody decides about a comment that is not visibly at hand: the first key only goes to it. */
function withOneAtHand(then) {
  const article = atHand();
  if (article) then(article);
  else focus(articles().find((each) => each.tabIndex === 0) ?? null);
}
