import { Component, effect, inject, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { MentionsDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { FoundList } from '../search/found-list';
import { pagesOf } from '../search/message-pages';
import { whereMentioned } from './where-mentioned.rules';

/** Every message that mentions the viewer, the newest first; what comes in comes in here too. */
@Component({
  selector: 'app-mentions-page',
  imports: [FoundList, SheetHeader, TranslocoPipe],
  template: `
    <app-sheet-header withBack icon="at" [heading]="'chat.mentions.title' | transloco" (back)="back()" />
    <app-found-list [pages]="pages" icon="at" [none]="'chat.mentions.none' | transloco" />
  `,
  styleUrl: '../search/search-page.scss',
})
export class MentionsPage {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);

  protected readonly pages = pagesOf(signal(true), async (_all, after) => {
    const query = { query: MentionsDocument, variables: { after }, fetchPolicy: 'network-only' as const };
    const { data } = await firstValueFrom(this.apollo.query(query));
    const page = data?.viewer?.mentions;
    return {
      nodes: (page?.nodes ?? []).map((message) => ({
        message,
        snippet: whereMentioned(message.text ?? '', this.session.viewer()?.id ?? ''),
      })),
      next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
    };
  });

  constructor() {
    let known = this.sidebar.mentionCount();
    effect(() => {
      const count = this.sidebar.mentionCount();
      if (count > known) untracked(() => void this.pages.read());
      known = count;
    });
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
