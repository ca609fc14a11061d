/** What each tool makes of a text and the selection within it: what to put in place of which part, and what is selected then. */

/**
 * @typedef {{from: number, to: number, text: string, select: [number, number]}} Change
 * @typedef {(text: string, start: number, end: number, sample: string) => Change} Mark
 */

/** Sets marks around the selection, or takes them away; around several lines those of a block, if there are such. */
/** @param {string} mark @param {string} [block] @returns {Mark} */
export function wrap(mark, block) {
  const size = mark.length;
  return (text, start, end, sample) => {
    const chosen = text.slice(start, end);
    if (block && chosen.includes('\n')) {
      const fenced = `${block}\n${chosen}\n${block}`;
      return { from: start, to: end, text: fenced, select: [start + block.length + 1, end + block.length + 1] };
    }
    const around = Math.min(run(text, start - 1, -1, mark[0]), run(text, end, 1, mark[0]));
    // Of three stars two are bold and one is italic.
    if (mark === '**' ? around > 1 : around % 2) return { from: start - size, to: end + size, text: chosen, select: [start - size, end - size] };
    const inner = chosen || sample;
    return { from: start, to: end, text: mark + inner + mark, select: [start + size, start + size + inner.length] };
  };
}

/** A link: an address that is selected is where it leads, any other text is what is read. @type {Mark} */
export function link(text, start, end, sample) {
  const chosen = text.slice(start, end);
  const isAddress = /^\s*https?:\/\/\S+\s*$/.test(chosen);
  const [said, address] = isAddress ? [sample, chosen.trim()] : [chosen || sample, 'https://'];
  const at = isAddress || !chosen ? start + 1 : start + said.length + 3;
  const length = isAddress || !chosen ? said.length : address.length;
  return { from: start, to: end, text: `[${said}](${address})`, select: [at, at + length] };
}

/** Sets a mark before each line that is touched, or takes it away where all have it. @param {string} mark @returns {Mark} */
export function prefix(mark) {
  return (text, start, end) => {
    const from = text.slice(0, start).lastIndexOf('\n') + 1;
    const next = text.indexOf('\n', end);
    const to = next < 0 ? text.length : next;
    const lines = text.slice(from, to).split('\n');
    const isMarked = lines.every((line) => line.startsWith(mark));
    const now = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join('\n');
    return { from, to, text: now, select: [from + (lines.length > 1 ? 0 : now.length), from + now.length] };
  };
}

/** How often a sign stands in a row. @param {string} text @param {number} at @param {1 | -1} step @param {string} sign */
function run(text, at, step, sign) {
  let length = 0;
  while (text[at + length * step] === sign) length += 1;
  return length;
}
