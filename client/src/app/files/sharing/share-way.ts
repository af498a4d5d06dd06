import { Directive, inject, input } from '@angular/core';
import { type ShareData, ShareOpener } from './share-opener';

/** A button that opens what says who can see a file or folder: `<button [appShareWay]="file">`. */
@Directive({ selector: 'button[appShareWay]', host: { '(click)': 'open()' } })
export class ShareWay {
  private readonly sharing = inject(ShareOpener);

  readonly appShareWay = input.required<ShareData>();

  protected open(): void {
    void this.sharing.open(this.appShareWay());
  }
}
