import { make } from './dom.js';

/** @typedef {import('./types').Sort} Sort */

/** Lets the reader choose what comes first. @param {import('./words.js').Language} words @param {(sort: Sort) => Promise<boolean | undefined>} reorder */
export function makeOrder(words, reorder) {
  const select = make('select', { part: 'order' });
  const label = make('span', { class: 'aside' });
  const element = make('label', { class: 'order', hidden: true }, label, select);
  let before = '';
  select.addEventListener('change', async () => {
    const sort = /** @type {Sort} */ (select.value);
    if (await reorder(sort)) before = sort;
    else if (sort === select.value) select.value = before;
  });
  /** @param {Sort} sort */
  const tell = (sort) => {
    label.textContent = words.say('sort');
    select.replaceChildren(...['newest', 'oldest', 'best'].map((one) => make('option', { value: one, selected: one === sort }, words.say(one))));
    before = sort;
  };
  return { element, tell };
}
