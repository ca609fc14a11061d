/** What stands in the list becomes otherwise, in its place. */

/** @typedef {import('./types').Comment} Comment */
/** @typedef {import('./list.js').CommentList} CommentList */

/** All for which a comment is drawn anew; counts change more often. @param {Comment} comment */
const looks = ({ status, author, html, edited, badge, pinned, avatar }) => JSON.stringify([status, author, html, edited, badge, pinned, avatar]);

/** Shows another state of a comment; what is being written in it is left alone. @param {CommentList} list @param {Comment} comment */
export function change(list, comment) {
  const shown = list.shown.get(comment.id);
  if (!shown) return;
  const { more } = shown.comment;
  const now = { ...comment, more };
  if (looks(shown.comment) !== looks(now) && !shown.article.querySelector('form')) return list.put(now);
  shown.comment = { ...shown.comment, up: now.up, down: now.down, reply_count: now.reply_count };
  list.tell(shown);
}

/** Takes off a comment that has nothing below it, and what stood there for its sake. @param {CommentList} list @param {number} id */
export function remove(list, id) {
  const shown = list.shown.get(id);
  if (!shown) return;
  const parent = list.shown.get(shown.comment.parent ?? 0);
  const hadFocus = shown.item.matches(':focus-within');
  const beside = parent ?? list.shown.get(/** @type {HTMLLIElement | null} */ (shown.item.nextElementSibling ?? shown.item.previousElementSibling)?.value ?? 0);
  shown.item.remove();
  list.shown.delete(id);
  const isEmpty = parent?.comment.status === 'removed' && !parent.replies.childElementCount && !list.further.has(parent.comment.id);
  if (isEmpty) remove(list, parent.comment.id);
  if (hadFocus) beside?.article.focus();
}
