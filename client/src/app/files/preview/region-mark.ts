import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Region, afterKey, regionBetween } from '../comments/place-in-file.rules';

/**
 * A part of a picture, framed. It lies over the picture and fits into its room as the picture does. Where it can be
 * changed it is drawn anew with the pointer, and moved and sized with the arrow keys.
 */
@Component({
  selector: 'app-region-mark',
  imports: [TranslocoPipe],
  template: `
    <svg
      class="plane"
      role="group"
      preserveAspectRatio="xMidYMid meet"
      [class.editable]="editable()"
      [attr.viewBox]="'0 0 ' + width() + ' ' + height()"
      [attr.tabindex]="editable() ? 0 : null"
      [attr.aria-label]="(editable() ? 'files.comments.markHelp' : 'files.comments.onRegion') | transloco"
      (pointerdown)="begin($event)"
      (pointermove)="draw($event)"
      (pointerup)="from = null"
      (pointercancel)="from = null"
      (keydown)="press($event)"
    >
      @for (line of ['edge', 'frame']; track line) {
        <rect
          [attr.class]="line"
          [attr.x]="region().x * width()"
          [attr.y]="region().y * height()"
          [attr.width]="region().width * width()"
          [attr.height]="region().height * height()"
        />
      }
    </svg>
  `,
  styleUrl: './region-mark.scss',
})
export class RegionMark {
  /** Of the picture, in pixels. */
  readonly width = input.required<number>();
  readonly height = input.required<number>();
  readonly region = input.required<Region>();
  readonly editable = input(false);
  readonly drawn = output<Region>();

  protected from: { readonly x: number; readonly y: number } | null = null;

  protected begin(event: PointerEvent): void {
    if (!this.editable()) return;
    const plane = event.currentTarget as SVGSVGElement;
    plane.setPointerCapture(event.pointerId);
    this.from = this.at(plane, event);
  }

  protected draw(event: PointerEvent): void {
    if (!this.from) return;
    this.drawn.emit(regionBetween(this.from, this.at(event.currentTarget as SVGSVGElement, event)));
  }

  protected press(event: KeyboardEvent): void {
    const next = this.editable() ? afterKey(this.region(), event.key, event.shiftKey) : null;
    if (!next) return;
    event.preventDefault();
    // Arrows go to the next file elsewhere.
    event.stopPropagation();
    this.drawn.emit(next);
  }

  /** Where on the picture the pointer is, as shares of it. */
  private at(plane: SVGSVGElement, { clientX, clientY }: PointerEvent): { x: number; y: number } {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(plane.getScreenCTM()?.inverse());
    return { x: x / this.width(), y: y / this.height() };
  }
}
