/**
 * The shortcode `chiosa`: the comments of the page that it stands in, with those of now in its HTML.
 * @param {object} eleventyConfig
 * @param {{service: string, site: string, home: string, lang?: string}} options `home` is the address of the blog's own first page
 */
export default function chiosa(eleventyConfig, { service, site, home, lang = 'en' }) {
  eleventyConfig.addAsyncShortcode('chiosa', async function () {
    const url = new URL(this.page.url, home).href;
    const asked = new URLSearchParams({ site, url, lang });
    const escaped = String(asked).replaceAll('&', '&amp;');
    return `<section id="comments">
      <script type="module" src="${service}/embed.js" data-site="${site}"></script>
      ${await fragment(`${service}/embed/thread.html?${asked}`) || `<noscript><a href="${service}/embed/thread?${escaped}">Comments</a></noscript>`}
    </section>`;
  });
}

/** A service that is away leaves the page without comments in its HTML; the widget fetches them in the browser. */
async function fragment(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return await response.text();
  } catch (failure) {
    console.warn(`No comments from ${address}: ${failure.message}`);
    return '';
  }
}
