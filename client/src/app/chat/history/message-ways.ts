import { Directive, inject } from '@angular/core';
import { Router } from '@angular/router';

/** Tags and channels in a message are within Parley: a plain click on them loads nothing anew. */
@Directive({ selector: 'app-message-body', host: { '(click)': 'follow($event)' } })
export class MessageWays {
  private readonly router = inject(Router);

  protected follow(event: MouseEvent): void {
    const way = event.target instanceof Element ? event.target.closest('.md-tag, .md-channel') : null;
    // What lies under a cover only uncovers; with these keys the browser opens it elsewhere, or the row does something.
    const otherwise = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!way || event.defaultPrevented || otherwise) return;
    event.preventDefault();
    void this.router.navigateByUrl(way.getAttribute('href') ?? '');
  }
}
