/** The comments on the page: which one is at hand, which come next, how they leave and come back. */
import { load, settled } from './sending.js';
import { say } from './live.js';
import { inNumerals } from './numbers.js';
import { showLocalTimes } from './times.js';

export const articles = () => [...document.querySelectorAll('#queue article:not([inert])')];
export const atHand = () => document.activeElement?.closest('#queue article:not([inert])') ?? null;

/** Only one article can be reached with the tab key: the one at hand, else the first. */
export function rove(article = atHand() ?? articles()[0]) {
  for (const each of articles()) each.tabIndex = each === article ? 0 : -1;
}

export function focus(article) {
  rove(article ?? undefined);
  (article ?? document.querySelector('#heading')).focus();
}

/** @param {1 | -1} step */
export function move(step) {
  const all = articles();
  const here = all.indexOf(atHand());
  const roving = all.findIndex((each) => each.tabIndex === 0);
  focus(here < 0 ? all[Math.max(roving, 0)] : (all[here + step] ?? all[here]));
}

/** Takes articles out of reach while their decision is under way, and goes on to the next one. */
export function setAside(leaving) {
  const all = articles();
  const at = all.indexOf(leaving[0]);
  const staying = (each) => !leaving.includes(each);
  const next = all.slice(at).find(staying) ?? all.slice(0, at).reverse().find(staying) ?? null;
  const takesFocus = leaving.includes(atHand()) || document.activeElement?.closest('#bar');
  for (const each of leaving) each.inert = true;
  if (takesFocus) focus(next);
}

export function bringBack(leaving) {
  for (const each of leaving) each.inert = false;
  rove();
}

export function remove(ids) {
  for (const id of ids) document.getElementById(`comment-${id}`)?.closest('li').remove();
  rove();
}

/** The list as the server has it now; the focus stays on the comment that it was on, or goes to `id`. */
export async function refresh(id) {
  await settled();
  const wanted = id ? `comment-${id}` : atHand()?.id;
  const page = await load(location.href);
  if (!page) {
    say(document.querySelector('#decisions').dataset.refused, { failed: true });
    return;
  }
  const hadFocus = wanted || document.activeElement === document.body || document.activeElement?.id === 'heading';
  showLocalTimes(page);
  document.querySelector('#queue').replaceWith(document.adoptNode(page.querySelector('#queue')));
  showCounts(Object.fromEntries([...page.querySelectorAll('[data-count]')].map((each) => [each.dataset.count, each.textContent])));
  document.querySelector('#queue').dispatchEvent(new Event('change', { bubbles: true }));
  rove();
  if (hadFocus) focus(document.getElementById(wanted) ?? articles()[0] ?? null);
}

export function showCounts(counts) {
  for (const place of document.querySelectorAll('[data-count]')) place.textContent = shown(counts[place.dataset.count]);
  const here = document.querySelector('#tabs [aria-current] b').textContent;
  document.title = document.title.replace(/\(\d[^()]*\)/, `(${here})`);
}

/** As the page shows it: 4,312, and 10,000+ for more. Text stays as the page has it. @param {number | string | undefined} count */
function shown(count) {
  if (typeof count !== 'number') return count ?? '';
  const most = Number(document.querySelector('#tabs').dataset.most);
  return count > most ? `${inNumerals(most)}+` : inNumerals(count);
}
