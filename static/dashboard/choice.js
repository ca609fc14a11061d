/** The checkboxes, and how many of them are checked. */
import { inNumerals } from './numbers.js';

const form = document.querySelector('#decisions');
const boxes = () => [...document.querySelectorAll('#queue article:not([inert]) input[name="choice"]')];
const whole = () => document.querySelector('#all');

export function begin() {
  form.addEventListener('change', (event) => {
    if (event.target === whole()) for (const box of boxes()) box.checked = whole().checked;
    count();
  });
  count();
  return { chosen, toggle, toggleAll, count };
}

/** The articles that are selected. */
function chosen() {
  return boxes().filter((box) => box.checked).map((box) => box.closest('article'));
}

function toggle(article) {
  const box = article.querySelector('input[name="choice"]');
  if (box) box.checked = !box.checked;
  count();
}

/** All on this page; or none, where all are already. */
function toggleAll() {
  const some = boxes();
  const isAll = some.every((box) => box.checked);
  for (const box of some) box.checked = !isAll;
  count();
}

function count() {
  const all = whole();
  if (!all) return;
  const number = chosen().length;
  document.querySelector('#bar').classList.toggle('any', number > 0);
  document.querySelector('#chosen').textContent = number ? form.dataset.chosen.replace('{number}', inNumerals(number)) : '';
  all.checked = number > 0 && number === boxes().length;
  all.indeterminate = number > 0 && !all.checked;
  document.querySelector('#every')?.classList.toggle('offered', all.checked);
}
