/** Puts text between the marks of a page. Throws where the page has no such place. */
export function replaceMeasured(page: string, text: string): string {
  const marked = /<!-- measured -->\n[\s\S]*?<!-- \/measured -->/;
  if (!marked.test(page))
    throw new Error('The page has no place between <!-- measured --> and <!-- /measured -->.');
  return page.replace(marked, () => `<!-- measured -->\n\n${text}\n\n<!-- /measured -->`);
}
