import { make } from './dom.js';

/** @typedef {import('./types').Here} Here */

/**
 * What the comment's readers think of it; what a press does is fetched with the first of them.
 * @param {string} name @param {Here} here @param {(value: 1 | -1) => void} onVote
 */
export function drawVotes(name, { words, site }, onVote) {
  const ways = site?.votes === 'both' ? ['up', 'down'] : site?.votes === 'up' ? ['up'] : [];
  if (!ways.length) return null;
  const [up, down] = ways.map((way) => make('button', {
    type: 'button', class: `vote ${way}`, part: 'button vote-button', 'aria-label': words.say(`vote.${way}`, { name }),
    click: () => onVote(way === 'up' ? 1 : -1),
  }));
  return make('span', { class: 'votes' }, up, make('span', { class: 'score', part: 'score', role: 'img' }), down);
}

/** Brings the score up to date. @param {HTMLElement} article @param {{up: number, down: number}} counts @param {number} mine @param {Here} here */
export function tellVotes(article, { up, down }, mine, { words, site }) {
  const score = article.querySelector('.score');
  if (!score) return;
  const n = up - (site?.votes === 'both' ? down : 0);
  score.textContent = words.number.format(n);
  score.setAttribute('aria-label', words.say('vote.score', { n }));
  for (const button of article.querySelectorAll('.vote')) button.setAttribute('aria-pressed', String(mine === (button.matches('.up') ? 1 : -1)));
}
