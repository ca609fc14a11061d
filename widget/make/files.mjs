/** Every file of the build, by the path at which the service has it: scripts, styles and words, with hashes in names. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { ROOT, bundle } from './bundle.mjs';

const CARRIED = 'styles.css';

export const list = (folder, ending) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).sort();
const hash = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 10);

/** With the names of what a page fetches before its first comment, and of all that it ever does in English. */
export async function makeFiles() {
  const styles = await makeStyles();
  const words = makeWords();
  const names = { words: `words-${hash(...words.keys(), ...words.values())}` };
  for (const [name, text] of styles) names[basename(name, '.css')] = `${basename(name, '.css')}-${hash(text)}`;
  const texts = { [CARRIED]: styles.get(CARRIED) };
  const { first, later } = await bundle({ 'import.meta.names': JSON.stringify(names), 'import.meta.texts': JSON.stringify(texts) });
  const entry = `embed-${hash(first)}.js`;
  const sheet = (name) => `chiosa/${names[basename(name, '.css')]}.css`;
  const word = (name) => `chiosa/${names.words}/${name}`;
  const files = new Map([
    [entry, first], ...later,
    ...[...styles].map(([name, text]) => [sheet(name), text]),
    ...[...words].map(([name, text]) => [word(name), text]),
  ]);
  const isCarried = first.includes(texts[CARRIED].slice(0, 60));
  const before = [entry, ...(isCarried ? [] : [sheet(CARRIED)]), word('en.read.json')];
  const ever = [...before, ...later.keys(), ...[...styles.keys()].filter((name) => name !== CARRIED).map(sheet), word('en.write.json')];
  return { entry, files, before, ever };
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
