import { Component, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { EndLinkDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { PluralPipe } from '../../core/i18n/plural';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import type { LinkItem, SharedNode } from './audience.rules';
import { mayCopy } from './levels.rules';
import { LinkCopier } from './link-copier';
import { LinkForm } from './link-form';

/** Every link that leads to something now: for whom, how often it was opened, and the ways to copy, change and end it. */
@Component({
  selector: 'app-share-links',
  imports: [Button, DayAndTimePipe, Icon, LinkForm, PluralPipe, TranslocoPipe],
  templateUrl: './share-links.html',
  styleUrl: './share-links.scss',
})
export class ShareLinks {
  private readonly apollo = inject(Apollo);
  private readonly copier = inject(LinkCopier);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  readonly node = input.required<SharedNode>();

  protected readonly mayCopy = mayCopy;
  /** The link that is changed, by its id; `new` for one that is made. */
  protected readonly open = signal<string | null>(null);

  protected isInherited({ item }: LinkItem): boolean {
    return item?.id !== this.node().id;
  }

  protected copy({ url }: LinkItem): void {
    this.copier.copy(url);
  }

  protected async end({ id: linkId }: LinkItem): Promise<void> {
    try {
      await change(this.apollo, EndLinkDocument, { input: { linkId, key: crypto.randomUUID() } });
      this.toasts.done(this.texts.translate('files.share.link.ended'));
    } catch (error) {
      // Refused, or the network is away: the link stands, and it is said why.
      this.errors.toast(error);
    }
  }

  protected kept(link: LinkItem): void {
    if (this.open() === 'new') this.copy(link);
    this.open.set(null);
  }
}
