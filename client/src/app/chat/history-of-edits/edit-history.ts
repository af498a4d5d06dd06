import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { MessageEditsDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Icon } from '../../ui/icon/icon';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { toWrittenText } from '../composer/mention.rules';
import { Times } from '../time/times';
import { changedNames, differences } from './diff.rules';

/** What a message said before, newest change first, with the words that came and went. */
@Component({
  selector: 'app-edit-history',
  imports: [DialogFrame, ErrorState, Icon, Skeleton, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.edits.title' | transloco">
      @if (failure(); as sentence) {
        <app-error-state [text]="sentence" (tryAgain)="page.reload()" />
      } @else if (!page.hasValue()) {
        <app-skeleton kind="lines" [rows]="4" />
      }
      <ol class="edits">
        @for (edit of changes(); track edit.version) {
          <li class="edit">
            <h3 class="time">{{ 'chat.edits.at' | transloco: { time: times.full(edit.at) } }}</h3>
            <p class="words" dir="auto">
              @for (part of edit.parts; track $index) {
                @switch (part.kind) {
                  @case ('added') {
                    <ins class="added">{{ part.text }}</ins>
                  }
                  @case ('removed') {
                    <del class="removed">{{ part.text }}</del>
                  }
                  @default {
                    <span>{{ part.text }}</span>
                  }
                }
              }
            </p>
            @if (edit.files.length > 0) {
              <ul class="files" [attr.aria-label]="'chat.edits.files' | transloco">
                @for (file of edit.files; track $index) {
                  <li class="file">
                    <app-icon size="xs" name="paperclip" />
                    @if (file.kind === 'added') {
                      <ins class="added" dir="auto">{{ file.name }}</ins>
                    } @else {
                      <del class="removed" dir="auto">{{ file.name }}</del>
                    }
                  </li>
                }
              </ul>
            }
          </li>
        }
      </ol>
    </app-dialog-frame>
  `,
  styleUrl: './edit-history.scss',
})
export class EditHistory {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly messageId = inject<string>(DIALOG_DATA);
  protected readonly times = inject(Times);

  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        .query({
          query: MessageEditsDocument,
          variables: { id: this.messageId },
          fetchPolicy: 'network-only',
        })
        .pipe(map(({ data }) => data?.message ?? null)),
  });
  protected readonly failure = computed(() => {
    const error = this.page.error();
    return error ? this.errors.sentence(error) : null;
  });
  protected readonly changes = computed(() => {
    const message = this.page.hasValue() ? this.page.value() : null;
    if (!message) return [];
    const { nodes } = message.edits;
    const shown = message.attachments.flatMap(({ file }) => file?.name ?? []);
    const written = (text: string | null | undefined): string => toWrittenText(text ?? '').text;
    return nodes
      .map(({ version, text, fileNames, at }, index) => ({
        version,
        at,
        parts: differences(written(text), written(nodes[index + 1]?.text ?? message.text)),
        files: changedNames(fileNames, nodes[index + 1]?.fileNames ?? shown),
      }))
      .toReversed();
  });
}
