/** Decisions without a new page, and their undoing. */
import { send, settled } from './sending.js';
import { onUndo, say } from './live.js';
import { articles, bringBack, refresh, remove, rove, setAside, showCounts } from './list.js';

const form = document.querySelector('#decisions');
const undoable = [];

export function begin(choice) {
  undoable.push(...form.dataset.undoable.split(' ').filter(Boolean));
  for (const former of document.querySelectorAll('form[data-undo]')) {
    const url = former.getAttribute('action');
    if (!undoable.includes(url)) undoable.push(url);
    former.addEventListener('submit', (event) => { event.preventDefault(); undo(); });
  }
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (button?.hasAttribute('formaction')) return;
    event.preventDefault();
    if (button?.name === 'decide') decide([button.closest('article')], button.value.split(':')[0]);
    if (button?.name === 'to') decide(choice.chosen(), button.value);
  });
  onUndo(undo);
  rove();
  return { decide, undo };

  async function decide(leaving, to) {
    if (!leaving.length) return;
    const fields = leaving.map((article) => ['choice', version(article)]);
    setAside(leaving);
    choice.count();
    const answer = await send(form.action, [['to', to], ...fields]);
    bringBack(leaving);
    if (answer.counts) showCounts(answer.counts);
    if (answer.undo_url) undoable.push(answer.undo_url);
    remove(answer.changed ?? []);
    choice.count();
    say(answer.error?.message ?? answer.message, { canUndo: undoable.length > 0, failed: Boolean(answer.error) });
    if (answer.stale?.length || !articles().length) await refresh();
  }
}

async function undo() {
  await settled();
  const url = undoable.pop();
  if (!url) {
    say(form.dataset.nothing);
    return;
  }
  const answer = await send(url, []);
  if (answer.error && !answer.error.code) undoable.push(url);
  say(answer.error?.message ?? answer.message, { canUndo: undoable.length > 0, failed: Boolean(answer.error) });
  await refresh(answer.changed?.[0]);
}

/** Its number and version, as they stand in its buttons: "12:3". */
function version(article) {
  return article.querySelector('button[name="decide"]').value.split(':').slice(1).join(':');
}
