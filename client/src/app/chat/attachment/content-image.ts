import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ContentPass } from '../../core/files/content-pass';
import { Icon } from '../../ui/icon/icon';

/**
 * A picture that is kept with a message. It fills the room that its place gives it, so that nothing moves when it comes;
 * one that fails asks for the right to see it anew, once.
 */
@Component({
  selector: 'app-content-image',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (failed()) {
      <span class="lost" role="img" [attr.aria-label]="alt()">
        <app-icon name="image" />
        <span>{{ 'chat.file.notLoaded' | transloco }}</span>
      </span>
    } @else if (address(); as src) {
      <img
        class="picture"
        decoding="async"
        [class.picture-whole]="whole()"
        [class.picture-here]="here()"
        [attr.sizes]="srcset() ? shownWidth() + 'px' : null"
        [attr.srcset]="attempt() === 0 ? srcset() : null"
        [src]="src"
        [alt]="alt()"
        (load)="here.set(true)"
        (error)="again()"
      />
    }
  `,
  styleUrl: './content-image.scss',
})
export class ContentImage {
  private readonly pass = inject(ContentPass);

  readonly url = input.required<string>();
  readonly alt = input.required<string>();
  /** The same in other widths. */
  readonly srcset = input<string | null>(null);
  /** How wide it stands, in CSS pixels, for choosing among these. */
  readonly shownWidth = input(0);
  /** Shown whole, with room around it where its shape is another one; else its room is filled. */
  readonly whole = input(true);

  protected readonly attempt = linkedSignal({ source: this.url, computation: () => 0 });
  protected readonly here = signal(false);
  protected readonly failed = linkedSignal({ source: this.url, computation: () => false });
  protected readonly address = computed(() => {
    if (!this.pass.held()) return null;
    return this.attempt() === 0 ? this.url() : `${this.url()}?again`;
  });

  protected async again(): Promise<void> {
    if (this.attempt() > 0) {
      this.failed.set(true);
      return;
    }
    await this.pass.renew();
    this.attempt.set(1);
  }
}
