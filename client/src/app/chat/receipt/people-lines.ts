import { Component, inject, input } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Avatar } from '../../ui/avatar/avatar';

/** Somebody in a list of people, with what is to be said of them. */
export interface PersonLine {
  readonly user: {
    readonly id: string;
    readonly displayName: string;
    readonly avatarUrl: string | null;
  } | null;
  readonly note: string;
}

/** People one below the other: a face, a name, and a quiet word at the end. */
@Component({
  selector: 'app-people-lines',
  imports: [Avatar],
  template: `
    <ul class="people">
      @for (line of people(); track line.user?.id ?? $index) {
        <li class="person">
          <app-avatar
            size="sm"
            [id]="line.user?.id ?? ''"
            [name]="nameOf(line)"
            [url]="line.user?.avatarUrl"
          />
          <span class="name" dir="auto">{{ nameOf(line) }}</span>
          <span class="note">{{ line.note }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    .person {
      display: flex;
      gap: var(--space-3);
      align-items: center;
      padding-block: var(--space-1);
    }
    .name {
      flex: 1;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .note {
      color: var(--color-ink-muted);
      font-size: var(--text-sm);
      text-align: end;
    }
  `,
})
export class PeopleLines {
  private readonly texts = inject(TranslocoService);

  readonly people = input.required<readonly PersonLine[]>();

  protected nameOf({ user }: PersonLine): string {
    return user?.displayName ?? this.texts.translate('chat.formerMember');
  }
}
