import { Directive, output } from '@angular/core';

const afterMs = 500;
const tolerancePx = 10;

/** A finger that rests on something, which is a touch screen's way of asking what can be done with it. */
@Directive({
  selector: '[appLongPress]',
  host: {
    '(pointerdown)': 'begin($event)',
    '(pointermove)': 'move($event)',
    '(pointerup)': 'end()',
    '(pointercancel)': 'end()',
    '(contextmenu)': 'silence($event)',
  },
})
export class LongPress {
  readonly longPressed = output();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private from = { x: 0, y: 0 };
  private touching = false;

  protected begin(event: PointerEvent): void {
    this.touching = event.pointerType === 'touch';
    if (!this.touching) return;
    this.from = { x: event.clientX, y: event.clientY };
    this.timer = setTimeout(() => {
      this.longPressed.emit();
    }, afterMs);
  }

  protected move(event: PointerEvent): void {
    if (Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > tolerancePx) this.end();
  }

  protected end(): void {
    clearTimeout(this.timer);
  }

  // The browser's own menu would open over ours.
  protected silence(event: Event): void {
    if (this.touching) event.preventDefault();
  }
}
