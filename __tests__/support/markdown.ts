/** A fenced block of code on a Markdown page. */
export interface CodeBlock {
  /** What the fence names, such as `yaml`. Empty: nothing. */
  readonly language: string;
  /** Without the fences, and without the indentation of the list that it may stand in. */
  readonly text: string;
  /** The line of the page on which the text starts, from 1. */
  readonly line: number;
}

/** Finds the fenced blocks of a page. Throws where a fence is not closed. */
export function findCodeBlocks(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = page.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [fence, indent = '', language = ''] = /^( *)```(\w*)/.exec(lines[index] ?? '') ?? [];
    if (fence === undefined) continue;
    const line = index + 2;
    const end = lines.indexOf(`${indent}\`\`\``, index + 1);
    if (end === -1) throw new Error(`the block that starts on line ${line} has no end`);
    const text = lines
      .slice(index + 1, end)
      .map((each) => each.slice(indent.length))
      .join('\n');
    blocks.push({ language, text, line });
    index = end;
  }
  return blocks;
}

/** Finds the targets of a page's links, without the part after `#`. Links within the page are left out. */
export function findLinks(page: string): string[] {
  return [...page.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
}
