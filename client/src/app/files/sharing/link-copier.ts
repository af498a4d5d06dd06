import { Clipboard } from '@angular/cdk/clipboard';
import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../core/toast/toasts';

/** Copies addresses that are to be sent to others, and says whether it worked. */
@Service()
export class LinkCopier {
  private readonly clipboard = inject(Clipboard);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  /** @param url as the graph gives it, relative to where the product is; nothing is done for null */
  copy(url: string | null): void {
    if (url === null) return;
    const copied = this.clipboard.copy(new URL(url, location.origin).href);
    if (copied) this.toasts.done(this.texts.translate('files.share.link.copied'));
    else this.toasts.failed(this.texts.translate('files.share.link.notCopied'));
  }
}
