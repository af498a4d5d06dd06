import { Service, computed, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { SetSidebarPlaceDocument, type SetSidebarPlaceInput } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Sidebar } from '../../core/sidebar/sidebar.store';

/** Where a channel is put; what is not named stays as it is. */
export type Place = Pick<SetSidebarPlaceInput, 'favorite' | 'section' | 'hidden'>;

/** Puts channels where the viewer wants them in their own list: shown at once, and on all their devices. */
@Service()
export class SidebarPlaces {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly sidebar = inject(Sidebar);

  /** The viewer's own headings, in the order of the alphabet. */
  readonly sections = computed(() =>
    [...new Set(this.sidebar.entries().flatMap(({ section }) => (section ? [section] : [])))].sort((a, b) =>
      a.localeCompare(b),
    ),
  );

  put(channelId: string, place: Place): void {
    const entry = this.sidebar.entryOf(channelId);
    if (!entry) return;
    const { id, favorite, section, hidden } = entry;
    const after = {
      favorite: place.favorite ?? favorite,
      section: place.section === undefined ? (section ?? null) : place.section,
      hidden: place.hidden ?? hidden,
    };
    const variables = { input: { channelId, ...place, key: crypto.randomUUID() } };
    const optimisticResponse = { setSidebarPlace: { __typename: 'SidebarEntry' as const, id, ...after } };
    this.apollo.mutate({ mutation: SetSidebarPlaceDocument, variables, optimisticResponse }).subscribe({
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }
}
