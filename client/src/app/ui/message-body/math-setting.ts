import { DOCUMENT, Service, inject, signal } from '@angular/core';

type SetMath = (host: HTMLElement) => void;

/** Sets LaTeX: the library, its letters and its style load with the first formula that is shown. */
@Service()
export class MathSetting {
  private readonly document = inject(DOCUMENT);
  private readonly loaded = signal<SetMath | null>(null);
  private asked = false;

  /** Sets the LaTeX that stands in an element, once; null while that cannot be done. */
  readonly set = this.loaded.asReadonly();

  want(): void {
    if (this.asked) return;
    this.asked = true;
    void Promise.all([import('./math-typeset'), this.style()]).then(([{ setMath }]) => {
      this.loaded.set(setMath);
    });
  }

  private style(): Promise<void> {
    return new Promise((done) => {
      const link = this.document.createElement('link');
      link.rel = 'stylesheet';
      link.href = '/math.css';
      link.onload = () => {
        done();
      };
      // Without its style a formula still reads as MathML.
      link.onerror = () => {
        done();
      };
      this.document.head.append(link);
    });
  }
}
