import { foreignLink, make } from './dom.js';
import { readComment } from './html.js';

/** @typedef {import('./types').Comment} Comment */

/** @param {Comment} comment @param {import('./words.js').Language} words */
export function authorName({ author }, words) {
  return author?.name || words.say('anonymous');
}

/**
 * One comment as an article, labelled by who wrote it and when. `onReply` is left out where nobody may answer.
 * @param {Comment} comment
 * @param {import('./types').Here} here
 * @param {((button: HTMLButtonElement) => void) | false} onReply
 */
export function drawComment(comment, here, onReply) {
  const { id, status } = comment;
  const { words } = here;
  if (status === 'removed') return make('article', { class: 'comment removed', tabindex: -1 }, make('p', {}, words.say('removed')));

  const labels = { 'aria-labelledby': `name-${id} time-${id}`, tabindex: -1 };
  const article = make('article', { class: `comment ${status}`, ...labels },
    make('header', {}, drawName(comment, words), drawTime(comment, words), drawStatus(status, words)),
    readComment(comment.html ?? ''));
  if (status === 'published' && onReply) article.append(drawReply(comment, words, onReply));
  return article;
}

/** @param {Comment} comment @param {import('./words.js').Language} words */
function drawName(comment, words) {
  const website = comment.author?.website;
  const name = website ? foreignLink(website) : make('span');
  name.append(authorName(comment, words));
  name.dir = 'auto';
  return make('h3', { id: `name-${comment.id}`, class: 'name' }, name);
}

/** @param {Comment} comment @param {import('./words.js').Language} words */
function drawTime({ id, created }, words) {
  const date = new Date(created);
  return make('time', { id: `time-${id}`, datetime: created, title: words.date.format(date) }, words.ago(date));
}

/** @param {string} status @param {import('./words.js').Language} words */
function drawStatus(status, words) {
  const text = words.say(`status.${status}`);
  return text ? make('span', { class: 'badge' }, text) : null;
}

/** @param {Comment} comment @param {import('./words.js').Language} words @param {(button: HTMLButtonElement) => void} onReply */
function drawReply(comment, words, onReply) {
  /** @type {HTMLButtonElement} */
  const button = make('button', {
    type: 'button', class: 'reply', 'aria-label': words.say('replyTo', { name: authorName(comment, words) }),
    'aria-expanded': 'false', click: () => onReply(button),
  }, words.say('reply'));
  return button;
}

/** Lets no "now" grow old under the reader's eyes. @param {HTMLElement} within @param {import('./words.js').Language} words */
export function refreshTimes(within, words) {
  for (const time of within.querySelectorAll('time')) time.textContent = words.ago(new Date(time.dateTime));
}
