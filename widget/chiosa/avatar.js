import { make } from './dom.js';

/** The style sheet has this many colours; on each of them white text can be read. */
const COLOURS = 8;
const LETTER = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/** @param {string} word @returns {string[]} what people see as its characters */
function graphemes(word) {
  return Intl.Segmenter ? [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment) : [...word];
}

/** The first characters of the first and of the last word of a name. @param {string} name @param {string} language */
function initials(name, language) {
  const firsts = name.split(/\s+/u).map((word) => graphemes(word).find((one) => LETTER.test(one))).filter(Boolean);
  return [firsts[0], firsts.length > 1 && firsts.at(-1)].map((one) => (one || '').toLocaleUpperCase(language)).join('') || '?';
}

/** @param {string} name */
const colour = (name) => [...name].reduce((sum, character) => (sum * 31 + Number(character.codePointAt(0))) % 65_521, 7) % COLOURS;

/**
 * A face for those who see: the service's own copy of a picture, or initials drawn here. Said to nobody, for the name stands beside it.
 * @param {string} name @param {string | null} picture @param {import('./types').Here} here
 */
export function drawAvatar(name, picture, { words, service }) {
  const drawn = make('span', { class: `avatar colour-${colour(name)}`, part: 'avatar', 'aria-hidden': 'true' }, initials(name, words.code));
  const src = picture && new URL(picture, service).href;
  if (!src?.startsWith(service)) return drawn;
  const image = make('img', {
    class: 'avatar', part: 'avatar', src, alt: '', loading: 'lazy', width: 36, height: 36, error: () => image.replaceWith(drawn),
  });
  return image;
}
