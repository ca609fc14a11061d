/** The requests: one after another, in the order in which they were asked for, so that an undo never overtakes its decision. */
const SECONDS = 20;
let line = Promise.resolve();

/**
 * What the server says, or why not: `answer.error` holds a message for the moderator.
 * @param {string} url @param {[string, string][]} fields
 */
export function send(url, fields) {
  const sent = line.then(() => post(url, fields));
  line = sent.catch(() => {});
  return sent;
}

/** Resolves when all that was asked for has been answered. */
export function settled() {
  return line;
}

async function post(url, fields) {
  const form = document.querySelector('#decisions');
  const body = new URLSearchParams([['csrf_token', form.elements.csrf_token.value], ...fields]);
  const headers = { 'X-Requested-With': 'fetch' };
  let response;
  try {
    response = await fetch(url, { method: 'POST', body, headers, redirect: 'error', signal: AbortSignal.timeout(SECONDS * 1000) });
  } catch {
    return { error: { message: form.dataset.noAnswer } };
  }
  const told = await response.json().catch(() => ({}));
  return response.ok || told.error ? told : { error: { message: form.dataset.refused } };
}

/** The page as the server shows it now, or null when it can't be had. */
export async function load(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(SECONDS * 1000) });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    return page.querySelector('#queue') ? page : null;
  } catch {
    return null;
  }
}
