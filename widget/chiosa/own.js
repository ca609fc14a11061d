import { make } from './dom.js';

/** @typedef {import('./list.js').Shown} Shown */
/** @typedef {import('./writing.js').Writing} Writing */

/** Opens the form in the comment's place. @param {Writing} writing @param {Shown} shown */
export function edit(writing, shown) {
  const { here, waiting } = writing;
  const { id } = shown.comment;
  const form = writing.makeForm({
    of: `edit-${id}`,
    title: here.words.say('own.editing'),
    verb: 'save',
    text: waiting.own.get(id)?.own?.text ?? '',
    deliver: async (text) => (await here.writes.edit(id, text)).comment,
    onSent: (comment) => writing.changed(comment),
    onCancel: () => writing.close(true),
  });
  writing.open(shown, form.element, '.menu-button');
  shown.item.classList.add('editing');
  form.focus();
}

/** Asks once more before it deletes. @param {Writing} writing @param {Shown} shown */
export function remove(writing, shown) {
  const { words, writes } = writing.here;
  const title = words.say('own.sure');
  const { element, cancel } = writing.makePanel({
    kind: 'question', title, verb: words.say('own.delete'), onCancel: () => writing.close(true),
    act: async () => removed(writing, shown, (await writes.remove(shown.comment.id)).comment),
  }, make('p', {}, title));
  writing.open(shown, element, '.menu-button');
  cancel?.focus();
}

/** @param {Writing} writing @param {Shown} shown @param {import('./types').Comment} comment what is left of it */
async function removed(writing, shown, comment) {
  const { discussion, here, waiting } = writing;
  const { list, title, live } = discussion;
  const hasReplies = shown.replies.childElementCount > 0;
  writing.close();
  waiting.own.delete(comment.id);
  if (hasReplies) list.put(comment);
  else await writing.drop(comment.id);
  (hasReplies ? shown.article : list.shown.get(comment.parent ?? 0)?.article ?? title).focus();
  here.announce(here.words.say('own.deleted'));
  discussion.tellEmpty();
  live?.look();
}
