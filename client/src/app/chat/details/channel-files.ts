import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo, type QueryRef, onlyCompleteData } from 'apollo-angular';
import { auditTime, map } from 'rxjs';
import {
  type ChannelFileFragment,
  ChannelFilesDocument,
  type ChannelFilesQuery,
  type ChannelFilesQueryVariables,
  type FileKind,
} from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { furtherPages } from '../../core/graphql/further-pages';
import { Languages } from '../../core/i18n/i18n';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Segmented } from '../../ui/segmented/segmented';
import { ShowMore } from '../../ui/show-more/show-more';
import { iconOf, pictureOf, safetyOf, sizeText } from '../attachment/attachment.rules';
import { ContentImage } from '../attachment/content-image';
import { ChannelStore } from '../channel/channel.store';
import { Times } from '../time/times';

const groups = {
  all: null,
  pictures: ['IMAGE'],
  media: ['VIDEO', 'AUDIO'],
  documents: ['DOCUMENT', 'SPREADSHEET', 'PRESENTATION', 'CODE', 'ARCHIVE', 'OTHER'],
} as const satisfies Readonly<Record<string, readonly FileKind[] | null>>;

type Group = keyof typeof groups;

/** What others do at once is asked for once, in milliseconds; what files heard of is there by then. */
const SOON_MS = 400;

/** What was sent to the channel on screen, the last first, found by what it is. */
@Component({
  selector: 'app-channel-files',
  imports: [ContentImage, Icon, IconButton, Segmented, ShowMore, TranslocoPipe],
  templateUrl: './channel-files.html',
  styleUrl: './channel-files.scss',
})
export class ChannelFiles {
  private readonly apollo = inject(Apollo);
  private readonly channel = inject(ChannelStore);
  private readonly dialogs = inject(Dialogs);
  private readonly languages = inject(Languages);
  private readonly texts = inject(TranslocoService);
  protected readonly pass = inject(ContentPass);
  protected readonly times = inject(Times);

  protected readonly group = signal<Group>('all');
  protected readonly segments = computed(() =>
    (Object.keys(groups) as Group[]).map((value) => ({
      value,
      label: this.texts.translate(`chat.details.files.${value}`),
    })),
  );

  private query: QueryRef<ChannelFilesQuery, ChannelFilesQueryVariables> | null = null;
  private readonly list = rxResource({
    params: () => {
      const channelId = this.channel.channelId();
      const kinds = groups[this.group()];
      return channelId ? { channelId, filter: kinds && { kinds: [...kinds] } } : undefined;
    },
    stream: ({ params }) => {
      this.query = this.apollo.watchQuery({
        ...{ query: ChannelFilesDocument, variables: params, fetchPolicy: 'cache-and-network' },
      });
      return this.query.valueChanges.pipe(
        onlyCompleteData(),
        map(({ data }) => data.channel?.files ?? null),
      );
    },
  });
  protected readonly page = computed(() => (this.list.hasValue() ? this.list.value() : null));
  protected readonly rows = computed(() =>
    this.page()?.nodes.map((file) => ({
      file,
      icon: iconOf(file.kind, file.mediaType),
      picture: file.kind === 'IMAGE' ? (pictureOf(file)?.url ?? null) : null,
      safety: safetyOf(file),
      size: sizeText(file.size, this.languages.current()),
    })),
  );
  protected readonly further = furtherPages(this.page, () => this.query);

  constructor() {
    // A file is given to the channel after its message came, which is told as a change of that.
    this.channel.altered
      .pipe(auditTime(SOON_MS), takeUntilDestroyed())
      .subscribe(() => void this.query?.refetch());
    inject(DestroyRef).onDestroy(() => (this.query = null));
  }

  protected async open(file: ChannelFileFragment): Promise<void> {
    const { Lightbox } = await import('../attachment/lightbox');
    const shown = this.rows()?.filter(({ picture }) => picture !== null) ?? [];
    const pictures = shown.map((row) => ({ file: row.file, caption: null }));
    const index = pictures.findIndex((each) => each.file.id === file.id);
    this.dialogs.open(Lightbox, { pictures, index, author: file.owner?.displayName ?? '' }, 'whole');
  }
}
