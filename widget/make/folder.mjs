/** The folder that the service serves the build from: each file as it is, as .br and as .gz, and a manifest of them. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ROOT } from './bundle.mjs';
import { list } from './files.mjs';

const { BROTLI_PARAM_MODE: MODE, BROTLI_PARAM_QUALITY: QUALITY, BROTLI_MODE_TEXT: TEXT } = constants;

/**
 * Writes the files beside those of the build before, which pages that are open still ask for; older ones go.
 * Returns the manifest: `files` by name with their bytes, `kept` those of the build before, `sources` what all this was
 * made of, so that the service can see when it is out of date.
 */
export function writeFiles(to, { entry, files, before, discussion, ever }) {
  const path = join(to, 'manifest.json');
  const last = existsSync(path) ? Object.keys(JSON.parse(readFileSync(path, 'utf8')).files) : [];
  const sizes = Object.fromEntries([...files].map(([name, text]) => [name, writeFile(join(to, name), text)]));
  const kept = last.filter((name) => !files.has(name));
  const manifest = { entry, before, discussion, ever, files: sizes, kept, sources: digestSources() };
  writeFileSync(`${path}.new`, JSON.stringify(manifest, null, 1));
  renameSync(`${path}.new`, path);
  removeOthers(to, new Set(['manifest.json', ...[...files.keys(), ...kept].flatMap((name) => [name, `${name}.br`, `${name}.gz`])]));
  return manifest;
}

function writeFile(path, text) {
  const plain = Buffer.from(text);
  const br = brotliCompressSync(plain, { params: { [MODE]: TEXT, [QUALITY]: 11 } });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, plain);
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
  const integrity = `sha384-${createHash('sha384').update(plain).digest('base64')}`;
  return { bytes: plain.length, br: br.length, ...(path.endsWith('.js') && { integrity }) };
}

function removeOthers(to, standing) {
  for (const name of filesIn(to)) if (!standing.has(name)) rmSync(join(to, name));
}

function filesIn(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function digestSources() {
  const modules = filesIn(join(ROOT, 'widget/chiosa')).map((name) => `widget/chiosa/${name}`);
  const paths = ['widget/embed.js', ...modules, ...list('locales', '.json').map((name) => `locales/${name}`)];
  return Object.fromEntries(paths.sort().map((path) => [path, createHash('sha256').update(readFileSync(join(ROOT, path))).digest('hex')]));
}
