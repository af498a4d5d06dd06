import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  EndRequestDocument,
  type OpenRequestFragment,
  RequestsIntoDocument,
  RequestsIntoEventsDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Live } from '../../core/graphql/live';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { LinkCopier } from '../sharing/link-copier';
import { RequestForm } from './request-form';
import type { RequestData } from './request-opener';

/** What others are asked to send into a folder: every request that is open, how much came, and a new one. */
@Component({
  selector: 'app-request-dialog',
  imports: [
    ...[Button, DayAndTimePipe, DialogFrame, EmptyState, ErrorState, Icon, PluralPipe, RequestForm, Skeleton],
    TranslocoPipe,
  ],
  templateUrl: './request-dialog.html',
  styleUrl: './request-dialog.scss',
})
export class RequestDialog {
  private readonly apollo = inject(Apollo);
  private readonly copier = inject(LinkCopier);
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  protected readonly data = inject<RequestData>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);

  protected readonly isAsking = signal(false);
  protected readonly found = rxResource({ stream: () => this.follow() });

  /** Null where the folder is gone, or may no longer be shared by the viewer. */
  protected readonly requests = computed(() => {
    const folder = this.found.hasValue() ? this.found.value() : null;
    return folder?.viewerCan.includes('SHARE') ? folder.requests : null;
  });

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  protected made(request: OpenRequestFragment): void {
    this.isAsking.set(false);
    this.found.reload();
    this.copy(request);
  }

  protected copy({ url }: OpenRequestFragment): void {
    this.copier.copy(url);
  }

  protected async end({ id: requestId }: OpenRequestFragment): Promise<void> {
    try {
      await change(this.apollo, EndRequestDocument, { input: { requestId, key: crypto.randomUUID() } });
      this.found.reload();
    } catch (error) {
      // Refused, or the network is away: the request stands, and it is said why.
      this.errors.toast(error);
    }
  }

  private follow() {
    const { id } = this.data;
    return this.live
      .follow({
        query: RequestsIntoDocument,
        variables: { folderId: id, nodeId: id },
        event: RequestsIntoEventsDocument,
        cursorOf: ({ folder }) => folder?.requestsCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        apply: (data, event) => (event.__typename === 'FileRequestChanged' ? 'reread' : data),
      })
      .pipe(map(({ data }) => data.folder));
  }
}
