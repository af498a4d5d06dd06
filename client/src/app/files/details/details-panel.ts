import { Component, computed, inject, input, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Observable, map } from 'rxjs';
import {
  FileCheckEventsDocument,
  FileDetailsDocument,
  type FileDetailsQuery,
  RestoreVersionDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Live } from '../../core/graphql/live';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { SidePanel } from '../../ui/panes/side-panel';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileActivity } from '../activity/file-activity';
import { FileComments } from '../comments/file-comments';
import type { PlaceInFile } from '../comments/place-in-file.rules';
import { mayDownload } from '../node/file-node';
import { clockText } from '../../ui/time/length';
import { saveFile } from '../node/save-file';
import { SizePipe } from '../node/size-pipe';
import { PreviewOpener } from '../preview/preview-opener';
import { AudienceSpeech } from '../sharing/audience-speech';
import { audienceTold } from '../sharing/audience.rules';
import { ShareWay } from '../sharing/share-way';
import { UploadDoor } from '../upload/upload-door';
import { FileLock } from './file-lock';
import { VersionDiff } from './version-diff';

type Shown = NonNullable<FileDetailsQuery['file']>;
type Version = Shown['versions']['nodes'][number];

/** Everything about a file: what it is, who can see it, and what it was before. */
@Component({
  selector: 'app-details-panel',
  imports: [
    ...[Button, DayAndTimePipe, ErrorState, FileActivity, FileComments, FileLock, Icon, Segmented],
    ...[ShareWay, SidePanel, SizePipe, Skeleton, TranslocoPipe, VersionDiff],
  ],
  templateUrl: './details-panel.html',
  styleUrl: './details-panel.scss',
  providers: [AudienceSpeech, DayAndTimePipe],
})
export class DetailsPanel {
  private readonly apollo = inject(Apollo);
  private readonly door = inject(UploadDoor);
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  private readonly preview = inject(PreviewOpener);
  private readonly speech = inject(AudienceSpeech);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  readonly fileId = input.required<string>();
  readonly closed = output();

  protected readonly found = rxResource({
    params: () => this.fileId(),
    stream: ({ params }) => this.follow(params),
  });
  protected readonly tab = signal<'about' | 'comments' | 'activity'>('about');
  protected readonly tabs = computed(() => {
    this.texts.activeLang();
    return (['about', 'comments', 'activity'] as const).map((value) => ({
      value,
      label: this.texts.translate(`files.details.${value}`),
    }));
  });
  protected readonly file = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly mayDownload = computed(() => {
    const file = this.file();
    return file !== null && mayDownload(file);
  });
  protected readonly mayEdit = computed(() => this.file()?.viewerCan.includes('EDIT') ?? false);
  protected readonly measures = computed(() => {
    const metadata = this.file()?.metadata;
    if (!metadata) return '';
    const { width, height, durationSeconds } = metadata;
    const parts = [width && height ? `${String(width)} × ${String(height)}` : '', lengthOf(durationSeconds)];
    return parts.filter(Boolean).join(' · ');
  });
  /** Who can see it, as whoever reads it would say. */
  protected readonly audience = computed(() => {
    const file = this.file();
    return file && audienceTold(file.audience, this.speech.now());
  });
  /** The version that is compared with the one before it. */
  protected readonly compared = signal<string | null>(null);

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  /** Shows the place that a comment is about. */
  protected show(at: PlaceInFile): void {
    const file = this.file();
    if (file) void this.preview.open({ files: [file], index: 0, at });
  }

  protected takeVersion(input: HTMLInputElement): void {
    const [chosen] = input.files ?? [];
    const file = this.file();
    input.value = '';
    if (!file || !chosen) return;
    void this.door.takeVersion(chosen, { replacesFileId: file.id, folderId: file.folder?.id ?? '' });
  }

  protected save(version: Version): void {
    const file = this.file();
    if (file) saveFile({ name: file.name, url: version.url });
  }

  /** What came right before a version; null for the first. */
  protected before(version: Version): string | null {
    const versions = this.file()?.versions.nodes ?? [];
    return versions[versions.indexOf(version) + 1]?.id ?? null;
  }

  protected compare({ id }: Version): void {
    this.compared.update((known) => (known === id ? null : id));
  }

  protected async restore(version: Version): Promise<void> {
    try {
      const input = { versionId: version.id, key: crypto.randomUUID() };
      await change(this.apollo, RestoreVersionDocument, { input });
      this.toasts.done(this.texts.translate('files.details.restored', { number: version.number }));
    } catch (error) {
      // Refused, or the network is away: nothing changed, and it is said why.
      this.errors.toast(error);
    }
    this.found.reload();
  }

  private follow(fileId: string): Observable<FileDetailsQuery['file']> {
    return this.live
      .follow({
        query: FileDetailsDocument,
        variables: { fileId },
        event: FileCheckEventsDocument,
        eventVariables: { nodeId: fileId },
        cursorOf: ({ file }) => file?.fileCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        // Its versions, and what one may do with it after a scan or a lock, are told together with it or not at all.
        apply: () => 'reread',
      })
      .pipe(map(({ data }) => data.file));
  }
}

const lengthOf = (seconds: number | null): string => (seconds === null ? '' : clockText(seconds));
