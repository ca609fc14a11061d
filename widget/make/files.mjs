/** Every file of the build, by the path at which the service has it: scripts, styles and words, with hashes in names. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { ROOT, bundle, hash } from './bundle.mjs';

/** Sheets that a script carries: the first one, and the one that comes after the comments. */
const CARRIED = { styles: 'styles.css', later: 'later.css' };

export const list = (folder, ending) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).sort();

/**
 * With the names of what a page fetches before its first comment; of what every discussion consists of, read, written in and
 * followed; and of all that it ever fetches in English, further parts included.
 */
export async function makeFiles() {
  const styles = await makeStyles();
  const words = makeWords();
  const names = { words: `words-${hash(...words.keys(), ...words.values())}` };
  for (const [name, text] of styles) names[basename(name, '.css')] = `${basename(name, '.css')}-${hash(text)}`;
  const carried = Object.entries(CARRIED).map(([where, name]) => [`import.meta.${where}`, JSON.stringify(styles.get(name))]);
  const { first, later } = await bundle({ 'import.meta.names': JSON.stringify(names), ...Object.fromEntries(carried) });
  const entry = `embed-${hash(first)}.js`;
  const sheet = (name) => `chiosa/${names[basename(name, '.css')]}.css`;
  const word = (name) => `chiosa/${names.words}/${name}`;
  const files = new Map([
    [entry, first], ...later,
    ...[...styles].map(([name, text]) => [sheet(name), text]),
    ...[...words].map(([name, text]) => [word(name), text]),
  ]);
  const before = [entry, word('en.read.json')];
  const discussion = [entry, ...[...later.keys()].filter((name) => basename(name).startsWith('later-'))];
  const apart = [...styles.keys()].filter((name) => !Object.values(CARRIED).includes(name));
  const ever = [...before, ...later.keys(), ...apart.map(sheet), word('en.write.json')];
  return { entry, files, before, discussion, ever };
}

/** Every style sheet by its plain name, minified. */
async function makeStyles() {
  const names = list('widget/chiosa', '.css');
  const made = names.map(async (name) => {
    const text = readFileSync(join(ROOT, 'widget/chiosa', name), 'utf8');
    const { code } = await transform(text, { loader: 'css', minify: true, charset: 'utf8' });
    return [name, code.trim()];
  });
  return new Map(await Promise.all(made));
}

/** The two files of words of every locale, the same as the service makes from locales/. */
function makeWords() {
  return new Map(list('locales', '.json').flatMap((name) => {
    const code = basename(name, '.json');
    const { meta, read, write } = JSON.parse(readFileSync(join(ROOT, 'locales', name), 'utf8'));
    return [
      [`${code}.read.json`, JSON.stringify({ code, dir: meta.dir, ...read })],
      [`${code}.write.json`, JSON.stringify(write)],
    ];
  }));
}
