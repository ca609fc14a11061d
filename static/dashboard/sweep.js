/** How far a sweep is, looked at again each second until it is done. */
import { showLocalTimes } from './times.js';

const EVERY = 1000;
const SECONDS = 20;

export function watch() {
  if (document.querySelector('#sweep[data-open]')) setTimeout(look, EVERY);
}

/** Only what tells how far it is changes: whoever is on its button stays there until it is done. */
async function look() {
  const page = await load();
  const now = page?.querySelector('#sweep');
  const here = document.querySelector('#sweep');
  if (now && !now.hasAttribute('data-open')) {
    showLocalTimes(now);
    const hadFocus = here.contains(document.activeElement);
    here.replaceWith(document.adoptNode(now));
    if (hadFocus) document.querySelector('#main').focus();
    return;
  }
  if (now) {
    here.querySelector('progress').value = now.querySelector('progress').value;
    here.querySelector('[role="status"]').textContent = now.querySelector('[role="status"]').textContent;
  }
  setTimeout(look, EVERY);
}

/** The page as it is now, or null when it can't be had. */
async function load() {
  try {
    const response = await fetch(location.href, { signal: AbortSignal.timeout(SECONDS * 1000) });
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null;
  } catch {
    return null;
  }
}
