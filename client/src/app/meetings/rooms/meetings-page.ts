import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { ShowMore } from '../../ui/show-more/show-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { WordsSearch } from '../transcript/words-search';
import { MeetingRow } from './meeting-row';
import { MeetingTabs } from './meeting-tabs';
import { Meetings } from './meetings.store';
import { NewMeetingOpener } from './new-meeting-opener';
import { LISTS } from './room-lists.rules';

/** Every meeting of the viewer: what runs, what is planned, what is always open and what was. */
@Component({
  selector: 'app-meetings-page',
  imports: [
    ...[
      Button,
      EmptyState,
      ErrorState,
      Icon,
      MeetingRow,
      MeetingTabs,
      Panes,
      SheetHeader,
      ShowMore,
      Skeleton,
    ],
    ...[TranslocoPipe, WordsSearch],
  ],
  providers: [Meetings],
  templateUrl: './meetings-page.html',
  styleUrl: './meetings-page.scss',
})
export class MeetingsPage {
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  protected readonly mayCreate = computed(() => this.session.permissions().has('CREATE_MEETINGS'));
  protected readonly store = inject(Meetings);
  protected readonly opener = inject(NewMeetingOpener);
  protected readonly lists = LISTS;

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }
}
