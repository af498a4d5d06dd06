import { Service, signal } from '@angular/core';

type Highlight = (text: string, language: string) => string | null;

const kept = 200;

/** Colours of code: the library loads with the first code that is shown, and what was coloured once is kept. */
@Service()
export class CodeColours {
  private readonly loaded = signal<Highlight | null>(null);
  private readonly known = new Map<string, string | null>();
  private asked = false;

  /** Code in colours as HTML; null while they are not there, or for a language nobody knows. */
  readonly highlight: Highlight = (text, language) => {
    const highlight = language === '' ? null : this.loaded();
    if (!highlight) return null;
    const key = `${language}\n${text}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const html = highlight(text, language);
    if (this.known.size >= kept) this.known.clear();
    this.known.set(key, html);
    return html;
  };

  want(): void {
    if (this.asked) return;
    this.asked = true;
    void import('./code-highlight').then(({ highlight }) => {
      this.loaded.set(highlight);
    });
  }
}
