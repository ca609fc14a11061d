/** @typedef {import('./types').ThreadPage} ThreadPage */

/**
 * The first page that the host's server has put into the element, so that nobody need ask for it; null where there is none
 * that could be one of ours.
 * @param {Element} element
 * @returns {ThreadPage | null}
 */
export function readFragment(element) {
  try {
    const page = JSON.parse(element.querySelector('script.chiosa-page')?.textContent ?? 'null');
    return isPage(page) ? page : null;
  } catch {
    return null;
  }
}

/** @param {any} page @returns {page is ThreadPage} */
function isPage(page) {
  return typeof page?.site?.text_max === 'number' && typeof page.thread?.version === 'number' && areComments(page.comments);
}

/** @param {any} comments @returns {boolean} */
function areComments(comments) {
  return Array.isArray(comments) && comments.every((one) => one?.id > 0 && Date.parse(one.created) > 0 && areComments(one.replies));
}
