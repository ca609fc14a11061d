/** Builds the widget for production: `node widget/make/build.mjs [folder]`, which `make widget` does. */
import { join } from 'node:path';
import { ROOT } from './bundle.mjs';
import { makeFiles } from './files.mjs';
import { writeFiles } from './folder.mjs';

const { files, before, discussion, ever } = writeFiles(process.argv[2] ?? join(ROOT, 'widget/built'), await makeFiles());

/** @param {string} title @param {(number | string)[]} columns */
const print = (title, ...columns) => console.log(title.padEnd(40), ...columns.map((column) => String(column).padStart(8)));
const sum = (names, key) => names.reduce((total, name) => total + files[name][key], 0);

print('', 'bytes', 'brotli');
for (const name of ever) print(name, files[name].bytes, files[name].br);
print('Before the first comment', sum(before, 'bytes'), sum(before, 'br'));
print('A discussion: script and style', sum(discussion, 'bytes'), sum(discussion, 'br'));
print('With every further part, in English', sum(ever, 'bytes'), sum(ever, 'br'));
