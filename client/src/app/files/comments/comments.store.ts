import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  AddFileCommentDocument,
  DeleteFileCommentDocument,
  EditFileCommentDocument,
  FileCommentEventsDocument,
  type FileCommentItemFragment,
  FileCommentsDocument,
  ResolveFileCommentDocument,
} from '../../../generated/graphql';
import { change } from '../../core/graphql/change';
import { Doing } from '../../core/graphql/doing';
import { Live } from '../../core/graphql/live';
import { withComment } from './comments.events';
import { discussionsOf } from './discussion.rules';
import { type PlaceInFile, anchorOf } from './place-in-file.rules';

export type FileComment = FileCommentItemFragment;

const PAGE = 100;

/** The comments of a file as they are made, changed, settled and removed. */
@Service({ autoProvided: false })
export class CommentsStore {
  private readonly apollo = inject(Apollo);
  private readonly doing = inject(Doing);
  private readonly live = inject(Live);
  private readonly fileId = signal<string | null>(null);
  private readonly found = rxResource({
    params: () => this.fileId() ?? undefined,
    stream: ({ params }) => this.follow(params),
  });
  private readonly file = computed(() => (this.found.hasValue() ? this.found.value() : null));

  readonly error = computed(() => this.found.error() ?? null);
  readonly loading = computed(() => !this.found.hasValue() && !this.found.error());
  private readonly comments = computed<readonly FileComment[]>(() => this.file()?.comments.nodes ?? []);
  readonly discussions = computed(() => discussionsOf(this.comments()));
  readonly hasMore = computed(() => this.file()?.comments.pageInfo.hasNextPage ?? false);
  readonly mayComment = computed(() => this.file()?.viewerCan.includes('COMMENT') ?? false);
  readonly ownerId = computed(() => this.file()?.owner?.id ?? null);

  show(fileId: string): void {
    this.fileId.set(fileId);
  }

  reload(): void {
    this.found.reload();
  }

  async more(): Promise<void> {
    const [fileId, after] = [this.fileId(), this.file()?.comments.pageInfo.endCursor];
    if (!fileId || !after) return;
    await this.doing.attempt(() =>
      this.apollo.client.query({
        query: FileCommentsDocument,
        variables: { fileId, first: PAGE, after },
        fetchPolicy: 'network-only',
      }),
    );
  }

  /** Says something about the file, or a place in it; says whether it is there. */
  add(body: string, place: PlaceInFile | null, key: string): Promise<boolean> {
    const input = { fileId: this.fileId() ?? '', body, anchor: anchorOf(place), key };
    return this.doing.attempt(() => change(this.apollo, AddFileCommentDocument, { input }));
  }

  /** Answers a comment; says whether the answer is there. */
  answer({ id: replyTo }: FileComment, body: string, key: string): Promise<boolean> {
    const input = { fileId: this.fileId() ?? '', body, replyTo, key };
    return this.doing.attempt(() => change(this.apollo, AddFileCommentDocument, { input }));
  }

  edit({ id, version }: FileComment, body: string): Promise<boolean> {
    return this.doing.change(EditFileCommentDocument, { commentId: id, body, expectedVersion: version });
  }

  resolve({ id }: FileComment, resolved: boolean): Promise<boolean> {
    return this.doing.change(ResolveFileCommentDocument, { commentId: id, resolved });
  }

  remove({ id }: FileComment): Promise<boolean> {
    return this.doing.change(DeleteFileCommentDocument, { commentId: id });
  }

  private follow(fileId: string) {
    return this.live
      .follow({
        query: FileCommentsDocument,
        variables: { fileId, first: PAGE },
        event: FileCommentEventsDocument,
        eventVariables: { nodeId: fileId },
        cursorOf: ({ file }) => file?.commentsCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        apply: (data, event) => {
          if (event.__typename === 'FileCommentChanged') {
            return withComment(data, event.commentId, event.comment);
          }
          // Whether one may comment may be another matter now.
          if (event.__typename === 'ShareChanged') {
            queueMicrotask(() => {
              this.reload();
            });
          }
          return data;
        },
      })
      .pipe(map(({ data }) => data.file));
  }
}
