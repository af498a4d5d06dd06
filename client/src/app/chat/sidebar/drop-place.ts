import { Directive, inject, input, signal } from '@angular/core';
import { type Place, SidebarPlaces } from './sidebar-places';

/** What is carried from one part of the list to another. */
export const channelDrag = 'application/x-parley-channel';

/** A part of the list into which channels can be dropped. */
@Directive({
  selector: '[appDropPlace]',
  host: {
    '[class.drop-over]': 'over()',
    '(dragover)': 'hover($event)',
    '(dragleave)': 'over.set(false)',
    '(drop)': 'drop($event)',
  },
})
export class DropPlace {
  private readonly places = inject(SidebarPlaces);
  readonly appDropPlace = input.required<Place>();
  protected readonly over = signal(false);

  protected hover(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes(channelDrag)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    this.over.set(true);
  }

  protected drop(event: DragEvent): void {
    this.over.set(false);
    const channelId = event.dataTransfer?.getData(channelDrag);
    if (!channelId) return;
    event.preventDefault();
    this.places.put(channelId, this.appDropPlace());
  }
}
