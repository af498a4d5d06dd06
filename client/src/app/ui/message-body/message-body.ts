import { Component, ViewEncapsulation, computed, inject, input, output } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { renderMarkdown } from './message-markdown';

/** The words of a message. */
@Component({
  selector: 'app-message-body',
  template: '<div class="message-body" [innerHTML]="html()"></div>',
  styleUrl: './message-body.scss',
  // What the renderer makes carries no scope attribute; its classes begin with md- and are used nowhere else.
  encapsulation: ViewEncapsulation.None,
  host: { '(click)': 'openMention($event)' },
})
export class MessageBody {
  private readonly sanitizer = inject(DomSanitizer);

  readonly text = input.required<string>();
  readonly viewerId = input.required<string>();
  readonly mentionOpened = output<string>();

  // The one place that trusts HTML: Angular's own sanitiser drops the mention buttons and their ids, and what
  // renderMarkdown returns has been through DOMPurify with a shorter list than Angular's.
  protected readonly html = computed(() =>
    this.sanitizer.bypassSecurityTrustHtml(renderMarkdown(this.text(), { viewerId: this.viewerId() })),
  );

  protected openMention(event: Event): void {
    const mention =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-mention]') : null;
    const userId = mention?.dataset['mention'];
    if (userId) this.mentionOpened.emit(userId);
  }
}
