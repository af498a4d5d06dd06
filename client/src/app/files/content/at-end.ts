import { DestroyRef, Directive, ElementRef, effect, inject, input, output } from '@angular/core';

const AHEAD = '800px';

/** Says that the end of what is shown comes near, and again after each time that more of it came. */
@Directive({ selector: '[appAtEnd]' })
export class AtEnd {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** How much is shown. */
  readonly appAtEnd = input.required<number>();
  readonly nearEnd = output();

  constructor() {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.nearEnd.emit();
      },
      { root: this.host.parentElement, rootMargin: AHEAD },
    );
    effect(() => {
      this.appAtEnd();
      // Watched anew, an end that is still on screen is told of again.
      observer.unobserve(this.host);
      observer.observe(this.host);
    });
    inject(DestroyRef).onDestroy(() => {
      observer.disconnect();
    });
  }
}
