/** Words are kept up to here: a thousand pages. */
const MOST_LETTERS = 3_000_000;

/** Gathers the words of a file, page by page, up to a limit. */
export class WordPages {
  private readonly pages: string[] = [];
  private current = '';
  private letters = 0;
  isFull = false;

  /** Whether anything was read off pictures. */
  isGuessed = false;

  add(words: string): void {
    if (this.isFull) return;
    // PostgreSQL keeps no NUL; a form feed divides pages; halves of letters are no text.

    const clean = words.toWellFormed().replaceAll(/[\u0000\f]/g, ' ');
    const room = MOST_LETTERS - this.letters;
    this.isFull = clean.length > room;
    this.current += this.isFull ? clean.slice(0, room) : clean;
    this.letters += clean.length;
  }

  /** What follows is on the next page; pages without words count where words follow. */
  turn(): void {
    if (this.isFull || (this.pages.length === 0 && this.current.trim() === '')) return;
    this.pages.push(this.current);
    this.current = '';
  }

  /** The words of each page, without the spaces that layout leaves. */
  done(): string[] {
    const pages = [...this.pages, this.current].map((page) =>
      page
        .replaceAll(/[^\S\n\t]+/g, ' ')
        .replaceAll(/[ \t]+\n/g, '\n')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim(),
    );
    while (pages.length > 0 && pages.at(-1) === '') pages.pop();
    return pages;
  }
}
