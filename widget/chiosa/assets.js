/** Where the parts lie that are no modules; the build fills in what it made of them, see widget/make/. */

/** @typedef {{names?: Record<string, string>, styles?: string}} Built */
const names = /** @type {Built} */ (import.meta).names;
const styles = /** @type {Built} */ (import.meta).styles;
/** @type {Record<string, string | undefined>} what the build carries within the scripts, so that nobody need ask for it */
const texts = { 'styles.css': styles };

/**
 * The URL of "styles.css", "code.css", "words/it.read.json": in the build its first name goes on with a hash.
 * @param {string} service @param {string} name
 */
export function asset(service, name) {
  return `${service}chiosa/${name.replace(/^\w+/, (first) => names?.[first] ?? first)}`;
}

/** @param {string} name @returns {string | undefined} */
export const carried = (name) => texts[name];

/** Takes in what a later script carries. @param {string} name @param {string} [text] */
export function carry(name, text) {
  texts[name] = text;
}
