import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { ContentPass } from '../../core/files/content-pass';

/** A picture of what is in a file; nothing until it is there, and nothing where it cannot be had. */
@Component({
  selector: 'app-file-thumb',
  template: `
    @if (address(); as src) {
      <img
        class="picture"
        loading="lazy"
        decoding="async"
        [class.picture-whole]="whole()"
        [src]="src"
        [alt]="alt()"
        (error)="again()"
      />
    }
  `,
  styleUrl: './file-thumb.scss',
})
export class FileThumb {
  private readonly pass = inject(ContentPass);

  readonly url = input.required<string>();
  /** Another one where the same address has other bytes: those of a newer version. */
  readonly stamp = input('');
  readonly alt = input('');
  /** Shown whole, with room around it; else its room is filled. */
  readonly whole = input(false);

  private readonly source = computed(
    () => `${this.url()}${this.url().includes('?') ? '&' : '?'}v=${this.stamp()}`,
  );
  private readonly attempt = linkedSignal({ source: this.source, computation: () => 0 });
  protected readonly address = computed(() => {
    if (!this.pass.held() || this.attempt() > 1) return null;
    return this.attempt() === 0 ? this.source() : `${this.source()}&again`;
  });

  /** The right to see it may have run out: it is asked for anew, once. */
  protected async again(): Promise<void> {
    if (this.attempt() === 0) await this.pass.renew();
    this.attempt.update((count) => count + 1);
  }
}
