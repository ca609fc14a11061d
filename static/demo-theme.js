/** The page of looks: what its visitor chooses is told to the discussion as any page would tell it. */
const controls = document.querySelector('#controls');
const stage = document.querySelector('#stage');
const shown = document.querySelector('#shown');
const said = document.querySelector('#said');
const heard = document.querySelector('#heard');
const parts = new CSSStyleSheet();
document.adoptedStyleSheets.push(parts);

const fields = (start) => [...controls.elements].filter(({ name }) => name?.startsWith(start));
const isChanged = (field) => field.value !== (field.tagName === 'SELECT' ? '' : field.defaultValue);

function show() {
  const { page, theme, width, lang, sort } = controls.elements;
  stage.className = ['stage', page.value, width.value].join(' ');
  shown.update({ theme: theme.value, lang: lang.value, sort: sort.value });
  const properties = fields('--').map((field) => [field.name, isChanged(field) ? field.value + (field.dataset.unit ?? '') : '']);
  for (const [name, value] of properties) shown.style.setProperty(name, value);
  const rules = fields('part').filter(({ checked }) => checked).map(({ value }) => `chiosa-thread::part(${value.replace(' {', ') {')}`);
  parts.replaceSync(rules.join('\n'));
  const told = properties.filter(([, value]) => value).map(([name, value]) => `  ${name}: ${value};`);
  const attributes = Object.entries(shown.dataset).filter(([name]) => name !== 'loading').map(([name, value]) => ` data-${name}="${value}"`);
  const css = [...(told.length ? ['chiosa-thread {', ...told, '}'] : []), ...rules];
  said.textContent = [`<chiosa-thread${attributes.join('')}></chiosa-thread>`, ...(css.length ? ['', ...css] : [])].join('\n');
}

for (const name of ['ready', 'count', 'posted', 'published', 'error']) {
  document.addEventListener(`chiosa:${name}`, ({ type, detail }) => {
    const line = document.createElement('li');
    line.textContent = `${type} ${JSON.stringify(detail)}`;
    heard.append(line);
    while (heard.children.length > 12) heard.firstElementChild.remove();
  });
}

await customElements.whenDefined('chiosa-thread');
controls.addEventListener('input', show);
controls.addEventListener('reset', () => setTimeout(show));
show();
