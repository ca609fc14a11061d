/**
 * What a page needs before its first comment becomes one file, so that nothing is asked for in a second round; what is
 * imported later becomes a file each. Those use code that the first holds, and none of each other's. They cannot
 * import it by its address, which the page alone knows from its tag: the first file leaves it in a register instead.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OPTIONS = {
  bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none',
  write: false, metafile: true, logLevel: 'warning', absWorkingDir: ROOT, outdir: '.', chunkNames: 'chiosa/[name]-[hash]',
};

export const hash = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 10);

/** What esbuild made, by its path. */
const outputs = ({ outputFiles }) => new Map(outputFiles.map(({ path, text }) => [relative(ROOT, path), text]));

/** @param {Record<string, string>} define what stands in the place of import.meta's own names */
export async function bundle(define) {
  const parts = await split(define);
  const later = await makeLater(parts);
  return { first: await makeFirst(parts, later), later: later.texts };
}

/** The modules as files that share code, not yet minified: which the first one imports at once, which come later. */
async function split(define) {
  const made = await build({ ...OPTIONS, define, entryPoints: ['widget/embed.js'], outbase: 'widget', splitting: true });
  const about = made.metafile.outputs;
  const shared = new Set(['embed.js']);
  for (const path of shared) {
    for (const { path: next, kind } of about[path].imports) if (kind === 'import-statement') shared.add(next);
  }
  shared.delete('embed.js');
  const entries = Object.keys(about).filter((path) => about[path].entryPoint && path !== 'embed.js').sort();
  for (const entry of entries) {
    const others = about[entry].imports.filter(({ path, kind }) => kind === 'import-statement' && !shared.has(path));
    if (others.length) throw new Error(`${entry} shares code with another later part: that would be asked for in a second round`);
  }
  return { texts: outputs(made), shared, later: entries };
}

/** What is imported later, with the names that the files have in the end, and all that stands in the register for it. */
async function makeLater({ texts, shared, later }) {
  const version = createHash('sha256').update([...shared].join()).digest('hex').slice(0, 8);
  const register = `globalThis[Symbol.for("chiosa ${version}")]`;
  /** @type {string[]} each as its name and the file that has it */
  const things = [];
  const rewritten = new Map([...texts.keys()].sort().map((path) => [path, takeFrom(register, things, shared, path, texts.get(path))]));
  const entryPoints = later.map((path) => ({ in: path, out: path.replace(/-\w+\.js$/, '') }));
  const plugins = [inMemory((path) => rewritten.get(path))];
  const made = await build({ ...OPTIONS, minify: true, entryPoints, splitting: true, entryNames: `[dir]/[name]-[hash]${SHRUNK_BY}`, plugins });
  const entries = Object.entries(made.metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
  const named = new Map(entries.map(([path, { entryPoint }]) => [entryPoint.replace('memory:', ''), path]));
  const small = await Promise.all([...outputs(made)].map(async ([path, text]) => [path, await shrink(text)]));
  return { texts: new Map(small), named, register, things };
}

/** One of the later files, which takes from the register what it would import of the first. */
function takeFrom(register, things, shared, path, text) {
  const taken = [];
  const rest = text.replace(/^import\s+(?:{([^}]*)}\s+from\s+)?"([^"]+)";$/gm, (line, names, from) => {
    const source = join(dirname(path), from);
    if (!shared.has(source) || shared.has(path) || path === 'embed.js') return line;
    for (const pair of names?.split(',') ?? []) taken.push([source, ...pair.trim().split(' as ')]);
    return '';
  });
  const places = taken.map(([source, name, own = name]) => {
    const thing = `${name} ${source}`;
    if (!things.includes(thing)) things.push(thing);
    return `${things.indexOf(thing)}: ${own}`;
  });
  return taken.length ? `const { ${places.join(', ')} } = ${register};\n${rest}` : rest;
}

/** The one file of the first view: it leaves in the register what is taken later, and imports that by its final name. */
async function makeFirst({ texts }, { named, register, things }) {
  const imports = things.map((thing, at) => thing.split(' ').reduce((name, path) => `import { ${name} as _${at} } from "./${path}";`));
  const entry = ['export * from "./embed.js";', ...imports, `${register} ??= [${things.map((_, at) => `_${at}`)}];`].join('\n');
  const load = (path) => (path === 'first' ? entry : texts.get(path));
  const plugins = [inMemory(load, (path) => named.has(path) && `./${named.get(path)}`)];
  const made = await build({ ...OPTIONS, minify: true, entryPoints: ['first'], plugins });
  return shrink(made.outputFiles[0].text);
}

/** What a second minifier still finds; esbuild's names know nothing of it, so they say which one it was. */
const SHRINK = { module: true, ecma: 2022, compress: { passes: 3 } };
const { version } = JSON.parse(readFileSync(new URL('../../node_modules/terser/package.json', import.meta.url), 'utf8'));
const SHRUNK_BY = hash(version, JSON.stringify(SHRINK)).slice(0, 2);
const shrink = async (text) => (await minify(text, SHRINK)).code;

/** Lets esbuild read files that stand in memory. `load` gives one's text; `outside` an address that is left as it is. */
function inMemory(load, outside = () => '') {
  const setup = (hooks) => {
    hooks.onResolve({ filter: /./ }, ({ path, importer }) => {
      const found = join(dirname(importer), path);
      const address = outside(found);
      return address ? { path: address, external: true } : { path: found, namespace: 'memory' };
    });
    hooks.onLoad({ filter: /./, namespace: 'memory' }, ({ path }) => ({ contents: load(path), loader: 'js' }));
  };
  return { name: 'in memory', setup };
}
