import { DestroyRef, ElementRef, type Signal, inject, signal } from '@angular/core';

/**
 * Whether the component has less room than that many pixels, however the window, the list and the panels share it.
 * Called where `inject` works; false until the component has been laid out.
 */
export function injectNarrow(pixels: number): Signal<boolean> {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const narrow = signal(false);
  const observer = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) narrow.set(entry.contentRect.width < pixels);
  });
  observer.observe(host);
  inject(DestroyRef).onDestroy(() => {
    observer.disconnect();
  });
  return narrow.asReadonly();
}
