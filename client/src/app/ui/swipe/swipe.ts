import { Directive, ElementRef, booleanAttribute, inject, input, output } from '@angular/core';
import { dragged, gestureOf, isMeant } from './swipe.rules';

const edgePx = 28;

/**
 * A finger that draws something aside. What it is on goes with it a little, so that one sees what will happen; mouse
 * and pen do nothing. It is always a second way: whatever a swipe does, a button does too.
 */
@Directive({
  selector: '[appSwipe]',
  host: {
    '(pointerdown)': 'begin($event)',
    '(pointermove)': 'move($event)',
    '(pointerup)': 'end($event)',
    '(pointercancel)': 'drop()',
    '[style.touch-action]': '"pan-y"',
  },
})
export class Swipe {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** Where to, in the reading direction. */
  readonly appSwipe = input('end', { transform: (towards: '' | 'end' | 'start') => towards || 'end' });
  /** Only from the edge of the screen, as one goes back. */
  readonly fromEdge = input(false, { transform: booleanAttribute });
  readonly swipeOff = input(false, { transform: booleanAttribute });
  readonly swiped = output();

  private from: { readonly x: number; readonly y: number; readonly at: number } | null = null;
  private swiping = false;

  protected begin(event: PointerEvent): void {
    this.drop();
    if (event.pointerType !== 'touch' || !event.isPrimary || this.swipeOff()) return;
    // What begins at the edge is for whoever goes back from there, and for nobody else.
    if (this.fromEdge() !== this.distanceFromEdge(event) <= edgePx) return;
    this.from = { x: event.clientX, y: event.clientY, at: event.timeStamp };
  }

  protected move(event: PointerEvent): void {
    if (!this.from) return;
    const along = this.along(event);
    if (!this.swiping) {
      const gesture = gestureOf({ along, across: event.clientY - this.from.y }, this.appSwipe());
      if (gesture === 'other') this.drop();
      if (gesture !== 'swipe') return;
      this.swiping = true;
      // From now on the finger is ours, wherever it goes.
      this.host.setPointerCapture(event.pointerId);
      this.host.classList.add('swiping');
    }
    this.host.style.translate = `${dragged(along, this.appSwipe()) * this.direction()}px`;
  }

  protected end(event: PointerEvent): void {
    const { from, swiping } = this;
    const meant = from && swiping && isMeant(this.along(event), event.timeStamp - from.at);
    this.drop();
    if (meant) this.swiped.emit();
  }

  protected drop(): void {
    this.from = null;
    if (!this.swiping) return;
    this.swiping = false;
    this.host.classList.remove('swiping');
    this.host.style.translate = '';
  }

  private along({ clientX }: PointerEvent): number {
    return this.from ? (clientX - this.from.x) * this.direction() : 0;
  }

  private direction(): 1 | -1 {
    return getComputedStyle(this.host).direction === 'rtl' ? -1 : 1;
  }

  private distanceFromEdge({ clientX }: PointerEvent): number {
    return this.direction() === 1 ? clientX : innerWidth - clientX;
  }
}
