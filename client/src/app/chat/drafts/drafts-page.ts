import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OwnDraftFragment } from '../../../generated/graphql';
import { OwnThings } from '../../core/own/own-things';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { Drafts, placeOf } from '../composer/drafts';
import { excerptOf } from '../composer/mention.rules';
import { ScheduledMessages } from '../later/scheduled-messages';
import { ChannelNames } from '../sidebar/channel-names';
import { Times } from '../time/times';
import { DraftSync } from './draft-sync';

/** What was not sent yet: messages that wait for their time, and what was begun and left. */
@Component({
  selector: 'app-drafts-page',
  imports: [EmptyState, Icon, IconButton, RouterLink, SheetHeader, Skeleton, TranslocoPipe],
  templateUrl: './drafts-page.html',
  styleUrl: './drafts-page.scss',
})
export class DraftsPage {
  private readonly kept = inject(Drafts);
  private readonly router = inject(Router);
  private readonly sync = inject(DraftSync);
  protected readonly messages = inject(ScheduledMessages);
  protected readonly names = inject(ChannelNames);
  protected readonly own = inject(OwnThings);
  protected readonly times = inject(Times);

  protected readonly scheduled = computed(() =>
    this.own.scheduled().toSorted((a, b) => a.sendAt.localeCompare(b.sendAt)),
  );
  protected readonly drafts = computed(() =>
    this.own.drafts().toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
  );

  protected excerpt(text: string): string {
    return excerptOf(text, 280);
  }

  /** The files that wait with a draft, by their names; empty for none. */
  protected namesIn({ attachments }: OwnDraftFragment): string {
    return attachments.flatMap(({ file }) => file?.name ?? []).join(', ');
  }

  protected discard(draft: OwnDraftFragment): void {
    this.kept.take(placeOf(draft.channel.id, draft.threadId ?? null), null);
    void this.sync.discard(draft.id);
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
