import { basename, dirname, join } from 'node:path';

/** The later parts that have code in common which the first file has not: they are to be one file, asked for at once. */
export function group(entries, about, shared) {
  let groups = [];
  for (const entry of entries) {
    const files = new Set([entry]);
    for (const path of files) {
      for (const { path: next, kind } of about[path].imports) if (kind === 'import-statement' && !shared.has(next)) files.add(next);
    }
    const near = groups.filter((one) => [...files].some((path) => one.files.has(path)));
    const joined = [...near, { entries: [entry], files }];
    const all = (name) => joined.flatMap((one) => [...one[name]]);
    groups = [...groups.filter((one) => !near.includes(one)), { entries: all('entries'), files: new Set(all('files')) }];
  }
  return groups.map((one) => one.entries);
}

/** One part's exports as one object. */
function again(path, one, names) {
  const own = names.map((name) => `${name} as ${name}_${one}`);
  return `import { ${own} } from "./${basename(path)}"; export const _${one} = { ${names.map((name) => `${name}: ${name}_${one}`)} };`;
}

/** The texts with a further one for each group of parts, which is imported in the place of each. */
export function joinGroups(texts, groups, about) {
  const plain = (path) => basename(path).replace(/-\w+\.js$/, '');
  const paths = groups.map((entries) => (entries.length > 1 ? `chiosa/${entries.map(plain).join('-')}-0.js` : entries[0]));
  const joined = groups.map((entries, at) => [paths[at], entries.map((path, one) => again(path, one, about[path].exports)).join('\n')]);
  const redirect = (path, text) => text.replace(/\bimport\("(\.[^"]+)"\)/g, (line, from) => {
    const at = groups.findIndex((entries) => entries.includes(join(dirname(path), from)));
    if (!(groups[at]?.length > 1)) return line;
    const address = path === 'embed.js' ? `./${paths[at]}` : `./${basename(paths[at])}`;
    return `import("${address}").then((all) => all._${groups[at].indexOf(join(dirname(path), from))})`;
  });
  const redirected = [...texts].map(([path, text]) => [path, redirect(path, text)]);
  return { texts: new Map([...redirected, ...joined.filter((_, at) => groups[at].length > 1)]), later: paths };
}
