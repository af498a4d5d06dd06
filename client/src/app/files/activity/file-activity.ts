import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  FileActivityDocument,
  FileActivityEventsDocument,
  type FileActivityQuery,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Live } from '../../core/graphql/live';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { addressOfActivity } from '../node/save-file';

type Deed = NonNullable<FileActivityQuery['file']>['activity']['nodes'][number];

const PAGE = 30;

/** Who did what with a file, and when: it grows while one looks. */
@Component({
  selector: 'app-file-activity',
  imports: [Avatar, Button, DayAndTimePipe, ErrorState, Icon, Skeleton, TranslocoPipe],
  templateUrl: './file-activity.html',
  styleUrl: './file-activity.scss',
})
export class FileActivity {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly texts = inject(TranslocoService);
  protected readonly errors = inject(SayError);

  readonly fileId = input.required<string>();

  protected readonly addressOf = addressOfActivity;

  protected readonly found = rxResource({
    params: () => this.fileId(),
    stream: ({ params }) => this.follow(params),
  });
  private readonly file = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly deeds = computed(() => this.file()?.activity.nodes ?? []);
  protected readonly hasMore = computed(() => this.file()?.activity.pageInfo.hasNextPage ?? false);
  /** Who may neither change nor share it learns of their own deeds alone. */
  protected readonly isOwnOnly = computed(() => {
    const can = this.file()?.viewerCan;
    return can !== undefined && !can.includes('EDIT') && !can.includes('SHARE');
  });

  protected nameOf({ user, link, kind }: Deed): string {
    if (user) return user.displayName;
    if (kind === 'SCANNED') return this.texts.translate('files.activity.product');
    return link?.recipient ?? this.texts.translate('files.activity.stranger');
  }

  /** Where it was done, in words; empty where nobody knows. */
  protected whereOf({ country }: Deed): string {
    if (!country) return '';
    return new Intl.DisplayNames(this.texts.getActiveLang(), { type: 'region' }).of(country) ?? country;
  }

  protected async more(): Promise<void> {
    const after = this.file()?.activity.pageInfo.endCursor;
    if (!after) return;
    const variables = { fileId: this.fileId(), first: PAGE, after };
    try {
      await this.apollo.client.query({ query: FileActivityDocument, variables, fetchPolicy: 'network-only' });
    } catch (error) {
      // What is shown stays; what stands against showing more is said.
      this.errors.toast(error);
    }
  }

  private follow(fileId: string) {
    return this.live
      .follow({
        query: FileActivityDocument,
        variables: { fileId, first: PAGE },
        event: FileActivityEventsDocument,
        eventVariables: { nodeId: fileId },
        cursorOf: ({ file }) => file?.activityCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        // Everything that is told of a file was somebody's deed; whose, depends on who may know.
        apply: () => 'reread',
      })
      .pipe(map(({ data }) => data.file));
  }
}
