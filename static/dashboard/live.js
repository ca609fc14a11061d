/** The one line that says what has happened, to eyes and to screen readers, with the way back beside it. */
const place = document.querySelector('#live');
const button = place?.querySelector('button');

/** @param {string} message @param {{ canUndo?: boolean, failed?: boolean }} [how] */
export function say(message, { canUndo = false, failed = false } = {}) {
  for (const former of document.querySelectorAll('[data-told]')) former.remove();
  place.classList.add('speaks');
  place.classList.toggle('failed', failed);
  place.querySelector('[role="status"]').textContent = message;
  button.hidden = !canUndo;
}

export function onUndo(listen) {
  button.addEventListener('click', listen);
}
