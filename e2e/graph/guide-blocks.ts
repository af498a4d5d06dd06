/** A block of the page, under the heading it stands below. */
export interface Block {
  readonly heading: string;
  readonly language: string;
  /** What stands behind the language: the name of a file, or what the block is for. */
  readonly note: string;
  readonly text: string;
}

/** All blocks of code of a page, in its order. */
export function blocksOf(page: string): readonly Block[] {
  let heading = '';
  return [...page.matchAll(/^#{2,} (.+)$|^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, title, language, note = '', text = '']) => {
      heading = title ?? heading;
      return language === undefined ? [] : [{ heading, language, note, text }];
    },
  );
}
