/** The widget's words in the page's language, with plurals and times as the browser knows them. */
import { fetchPart } from './api.js';

export const LOCALES = ('en it de fr es ca gl pt pt-br nl sv da nb fi et lv lt pl cs sk hu ro bg uk ru hr sl el tr he ar fa hi id vi '
  + 'th ja ko zh-cn zh-tw').split(' ');
const UNITS = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
  ['year', 31_556_952], ['month', 2_629_746], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]);

/** @typedef {import('./types').Words} Words */

export class Language {
  /** @param {string} service @param {string} code @param {string} tag the page's own, for its dates and numbers @param {Words} words */
  constructor(service, code, tag, words) {
    this.service = service;
    this.code = code;
    /** @type {Map<string, string>} by dotted name; each form of a plural has its own */
    this.texts = new Map(flat(words));
    /** @type {Map<string, string>} the site's own */
    this.own = new Map();
    this.plural = new Intl.PluralRules(tag);
    this.number = new Intl.NumberFormat(tag);
    this.relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
    this.date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' });
  }

  /**
   * The text of that name with its {placeholders} filled; `n` chooses the plural form. Empty where there is none.
   * @param {string} name dots lead into groups
   * @param {Record<string, string | number>} [values]
   */
  say(name, values = {}) {
    const forms = [name, `${name}.${this.plural.select(Number(values.n))}`, `${name}.other`];
    const text = forms.map((form) => this.own.get(String(form)) ?? this.texts.get(String(form))).find((one) => one);
    return (text ?? '').replace(/{(\w+)}/g, (_, key) => this.#show(values[key]));
  }

  /** Fetches the words that only who writes needs; where they cannot be had, fails. */
  async more() {
    const words = await fetchWords(this.service, this.code, 'write');
    if (!words) throw new TypeError('no words to write with');
    for (const [name, text] of flat(words)) this.texts.set(name, text);
  }

  /** Lays the site's own words over ours: for all languages, then for this one. @param {Record<string, Record<string, string>>} words */
  override(words) {
    for (const code of ['*', this.code]) for (const [name, text] of flat(words[code] ?? {})) this.own.set(name, text);
  }

  /** What a refusal means, by its code; the service's own sentence where the code is new to us. */
  explain(/** @type {import('./api.js').Refusal} */ { code, message, retryAfter }) {
    const when = retryAfter ? this.#span(retryAfter) : this.say('later');
    return this.say(`errors.${code}`, { when }) || message || this.say('errors.internal');
  }

  /** "3 days ago". @param {Date} date */
  ago(date) {
    return this.#span(Math.min(0, secondsTo(date)));
  }

  /** "in 3 days". @param {Date} date */
  ahead(date) {
    return this.#span(Math.max(0, secondsTo(date)));
  }

  /** @param {number} seconds negative in the past */
  #span(seconds) {
    const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', seconds < 0 ? Infinity : 1];
    return this.relative.format(Math.ceil(seconds / size), unit);
  }

  /** @param {string | number | undefined} value */
  #show(value) {
    return typeof value === 'number' ? this.number.format(value) : value ?? '';
  }
}

/** @param {Date} date */
const secondsTo = (date) => (date.getTime() - Date.now()) / 1000;

/** @param {Words} words @param {string} group @returns {Generator<[string, string]>} */
function* flat(words, group = '') {
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string') yield [group + name, value];
    else if (value) yield* flat(value, `${group}${name}.`);
  }
}

/** Which of ours fits best: the whole tag, the script of Chinese, the plain language, English. @param {string} asked */
export function choose(asked) {
  try {
    const { baseName, language, region } = new Intl.Locale(asked.replaceAll('_', '-'));
    const written = new Intl.Locale(baseName).maximize().script === 'Hant' ? 'zh-tw' : 'zh-cn';
    const known = { zh: written, no: 'nb', nn: 'nb' }[language];
    const code = known ?? [`${language}-${region}`.toLowerCase(), language].find((one) => LOCALES.includes(one));
    if (code) return { code, tag: code === known ? code : baseName };
  } catch {
    // No language tag at all.
  }
  return { code: 'en', tag: 'en' };
}

/** @type {Map<string, Promise<Words | null>>} what was fetched once serves all discussions of the page */
const fetched = new Map();

/** @param {string} service @param {string} code @param {'read' | 'write'} part */
function fetchWords(service, code, part) {
  const name = `words/${code}.${part}.json`;
  const words = fetched.get(name) ?? fetchPart(service, name).then((text) => (text ? JSON.parse(text) : null));
  fetched.set(name, words);
  words.then((found) => found ?? fetched.delete(name), () => fetched.delete(name));
  return words.catch(() => null);
}

/** The language asked for, else English; fails where neither can be had. @param {string} service @param {string} asked */
export async function learn(service, asked) {
  const { code, tag } = choose(asked);
  const words = await fetchWords(service, code, 'read');
  if (words) return new Language(service, code, tag, words);
  const english = await fetchWords(service, 'en', 'read');
  if (!english) throw new TypeError('no words to read with');
  return new Language(service, 'en', 'en', english);
}
