import { Component, ViewEncapsulation, computed, effect, inject, input, resource } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoPipe } from '@jsverse/transloco';
import { HttpFailure } from '../../core/files/http-failure';
import { AccessToken } from '../../core/session/access-token';
import { CodeColours } from '../../ui/message-body/code-colours';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';

/** The words of a file, those of code in colours. */
@Component({
  selector: 'app-text-preview',
  imports: [ErrorState, Skeleton, TranslocoPipe],
  template: `
    @if (words.hasValue()) {
      @if (coloured(); as html) {
        <pre class="file-words" tabindex="0" dir="auto"><code [innerHTML]="html"></code></pre>
      } @else {
        <pre class="file-words" tabindex="0" dir="auto">{{ words.value() }}</pre>
      }
    } @else if (words.error()) {
      <app-error-state [text]="'files.preview.lost' | transloco" (tryAgain)="words.reload()" />
    } @else {
      <app-skeleton kind="lines" [rows]="12" />
    }
  `,
  styleUrl: './text-preview.scss',
  // What the highlighter makes is not of this template, and is to have its colours.
  encapsulation: ViewEncapsulation.None,
})
export class TextPreview {
  private readonly token = inject(AccessToken);
  private readonly colours = inject(CodeColours);
  private readonly sanitizer = inject(DomSanitizer);

  readonly url = input.required<string>();
  readonly language = input.required<string>();

  protected readonly words = resource({
    params: () => this.url(),
    loader: ({ params, abortSignal }) => this.load(params, abortSignal),
  });
  protected readonly coloured = computed(() => {
    const html = this.words.hasValue() ? this.colours.highlight(this.words.value(), this.language()) : null;
    // Made by the library of nothing but spans: every character of the file was escaped.
    return html === null ? null : this.sanitizer.bypassSecurityTrustHtml(html);
  });

  constructor() {
    effect(() => {
      if (this.language()) this.colours.want();
    });
  }

  private async load(url: string, signal: AbortSignal): Promise<string> {
    const headers = { authorization: `Bearer ${(await this.token.fresh()) ?? ''}` };
    const response = await fetch(url, { headers, signal });
    if (!response.ok) throw new HttpFailure(response.status, {});
    return response.text();
  }
}
