import { drawAvatar } from './avatar.js';
import { foreignLink, make } from './dom.js';
import { readComment } from './html.js';
import { drawVotes } from './votes.js';

/** @typedef {import('./types').Comment} Comment */
/** @typedef {import('./types').Here} Here */
/**
 * What a reader can do with a comment. `reply` is left out where nobody may answer.
 * @typedef {{reply: ((button: HTMLButtonElement) => void) | false, vote(value: 1 | -1): void, collapse(): void, follow(event: MouseEvent, id: number): void}} Hands
 */

/** @param {Comment} comment @param {import('./words.js').Language} words */
export function authorName({ author }, words) {
  return author?.name || words.say('anonymous');
}

/**
 * One comment as an article, labelled by who wrote it and when.
 * @param {Comment} comment @param {Here} here @param {Hands} hands
 * @param {Comment} [parent] told by name where the indent does not tell it
 */
export function drawComment(comment, here, hands, parent) {
  const { id, status } = comment;
  const { words } = here;
  const part = `comment ${status}`;
  if (status === 'removed') return make('article', { class: part, part, tabindex: -1 }, make('p', {}, words.say('removed')));

  const name = authorName(comment, words);
  const text = readComment(comment.html ?? '');
  text.part.add('text');
  const article = make('article', { class: part, part, 'aria-labelledby': `name-${id} time-${id}`, tabindex: -1 },
    make('header', {}, drawAvatar(name, comment.avatar, here), drawName(comment, name), drawMarks(comment, here, hands, parent),
      make('button', { type: 'button', class: 'collapse', part: 'button collapse-button', click: hands.collapse })),
    text);
  if (status === 'published') article.append(drawActions(comment, here, hands, name));
  refreshTimes(article, words);
  return article;
}

/** @param {Comment} comment @param {string} text */
function drawName({ id, author }, text) {
  const name = author?.website ? foreignLink(author.website) : make('span');
  name.append(text);
  name.dir = 'auto';
  return make('h3', { id: `name-${id}`, class: 'name', part: 'author' }, name);
}

/** @param {Comment} comment @param {Here} here @param {Hands} hands @param {Comment} [parent] */
function drawMarks({ id, created, status, badge, pinned, edited }, { words, options }, hands, parent) {
  const permalink = (/** @type {number} */ to) => ({
    href: `${options.url}#comment-${to}`, click: (/** @type {MouseEvent} */ event) => hands.follow(event, to),
  });
  const full = (/** @type {string} */ time) => words.date.format(new Date(time));
  const badges = [badge && `badge.${badge}`, pinned && 'pinned', `status.${status}`].map((key) => key && words.say(key)).filter(Boolean);
  return make('span', { class: 'marks' },
    ...badges.map((text) => make('span', { class: 'badge', part: 'badge' }, text)),
    make('a', { ...permalink(id), class: 'when', part: 'time' }, make('time', { id: `time-${id}`, datetime: created, title: full(created) })),
    edited && drawEdited(words.say('edited'), words.say('editedAt', { when: full(edited) })),
    parent?.author && make('a', { ...permalink(parent.id), class: 'to' }, words.say('inReplyTo', { name: authorName(parent, words) })));
}

/** @param {string} text @param {string} title */
const drawEdited = (text, title) => make('span', { class: 'edited', role: 'img', 'aria-label': title, title }, text);

/** @param {Comment} comment @param {Here} here @param {Hands} hands @param {string} name */
function drawActions(comment, here, { reply, vote }, name) {
  /** @type {HTMLButtonElement | false} */
  const button = reply && make('button', {
    type: 'button', class: 'reply', part: 'button reply-button', 'aria-label': here.words.say('replyTo', { name }), 'aria-expanded': 'false',
    click: () => reply(/** @type {HTMLButtonElement} */ (button)),
  }, here.words.say('reply'));
  return make('div', { class: 'actions' }, drawVotes(name, here, vote), button);
}

/** Lets no "now" grow old under the reader's eyes. @param {HTMLElement} within @param {import('./words.js').Language} words */
export function refreshTimes(within, words) {
  for (const time of within.querySelectorAll('time')) {
    const name = time.closest('article')?.querySelector('.name')?.textContent ?? '';
    time.textContent = words.ago(new Date(time.dateTime));
    time.parentElement?.setAttribute('aria-label', words.say('permalink', { name, when: `${time.textContent}, ${time.title}` }));
  }
}
