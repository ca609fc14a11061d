/** How far a sweep is, looked at again each second until it is done. */
import { showLocalTimes } from './times.js';

const EVERY = 1000;
const SECONDS = 20;

export function watch() {
  if (document.querySelector('#sweep[data-open]')) setTimeout(look, EVERY);
}

/** Only what tells how far it is changes: whoever is on its button stays there until it is done. */
async function look() {
  const now = await ask((response) => response.json(), { 'X-Requested-With': 'fetch' });
  if (now) show(now);
  if (!now?.is_done || !(await finish())) setTimeout(look, EVERY);
}

function show(now) {
  const heading = document.querySelector('#heading');
  document.title = document.title.replace(heading.textContent, now.heading);
  heading.textContent = now.heading;
  document.querySelector('#sweep progress').value = now.looked_at;
  document.querySelector('#sweep [role="status"]').textContent = now.message;
}

/** What can be done about it now it is done; not when the page can't be had. */
async function finish() {
  const text = await ask((response) => response.text());
  const done = text && new DOMParser().parseFromString(text, 'text/html').querySelector('#sweep');
  if (!done) return false;
  showLocalTimes(done);
  const here = document.querySelector('#sweep');
  const hadFocus = here.contains(document.activeElement);
  here.replaceWith(document.adoptNode(done));
  if (hadFocus) document.querySelector('#main').focus();
  return true;
}

/** What the server says, or null when it can't be had. */
async function ask(read, headers = {}) {
  try {
    const response = await fetch(location.href, { headers, signal: AbortSignal.timeout(SECONDS * 1000) });
    return response.ok ? await read(response) : null;
  } catch {
    return null;
  }
}
