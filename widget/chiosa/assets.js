/** Where the parts lie that are no modules; the build fills in what it made of them, see widget/make/. */

/** @typedef {{names?: Record<string, string>, texts?: Record<string, string>}} Built */
const names = /** @type {Built} */ (import.meta).names;
const texts = /** @type {Built} */ (import.meta).texts;

/**
 * The URL of "styles.css", "code.css", "words/it.read.json": in the build its first name goes on with a hash.
 * @param {string} service @param {string} name
 */
export function asset(service, name) {
  return `${service}chiosa/${name.replace(/^\w+/, (first) => names?.[first] ?? first)}`;
}

/** The text of a part that the build carries within the script, so that nobody need ask for it. @param {string} name */
export function carried(name) {
  return texts?.[name];
}
