import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { map } from 'rxjs';
import { SharingEventsDocument, SharingOfDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Live } from '../../core/graphql/live';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { AudienceSpeech } from './audience-speech';
import { type SharedNode, audienceOf } from './audience.rules';
import { ShareGiving } from './share-giving';
import { ShareLinks } from './share-links';
import { ShareList } from './share-list';
import type { ShareData } from './share-opener';

/** Who can open a file or folder, in one sentence, with everything that makes it so and changes it; it moves by itself. */
@Component({
  selector: 'app-share-dialog',
  imports: [
    ...[Button, DialogFrame, EmptyState, ErrorState, Icon, ShareGiving, ShareLinks, ShareList, Skeleton],
    TranslocoPipe,
  ],
  providers: [AudienceSpeech, DayAndTimePipe],
  templateUrl: './share-dialog.html',
  styleUrl: './share-dialog.scss',
})
export class ShareDialog {
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  private readonly session = inject(Session);
  private readonly speech = inject(AudienceSpeech);
  protected readonly data = inject<ShareData>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);

  protected readonly found = rxResource({ stream: () => this.follow() });

  /** Null where it is gone, or no longer for the viewer. */
  protected readonly node = computed<SharedNode | null>(() => {
    const node = this.found.hasValue() ? this.found.value() : null;
    return node?.__typename === 'File' || node?.__typename === 'Folder' ? node : null;
  });
  protected readonly mayShare = computed(() => this.node()?.viewerCan.includes('SHARE') ?? false);
  /** Guests' rights hang on their passes, which no link could stand on. */
  protected readonly mayLink = computed(() => !this.session.guest());
  protected readonly audience = computed(() => {
    const node = this.node();
    return node && audienceOf(node, this.session.viewer()?.id, this.speech.now());
  });

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  private follow() {
    const nodeId = this.data.id;
    return this.live
      .follow({
        query: SharingOfDocument,
        variables: { nodeId },
        event: SharingEventsDocument,
        cursorOf: ({ node }) => (node && 'sharingCursor' in node ? node.sharingCursor : null),
        eventOf: ({ fileEvents }) => fileEvents,
        // Shares and links are not in events; an opening of a link counts, and is told as a touch.
        apply: (data, { __typename: kind }) =>
          kind === 'ShareChanged' || kind === 'FileTouched' ? 'reread' : data,
      })
      .pipe(map(({ data }) => data.node));
  }
}
