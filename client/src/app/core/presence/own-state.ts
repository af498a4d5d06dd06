import { Service, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { OwnStateDocument } from '../../../generated/graphql';
import { read } from '../graphql/read';
import { Session } from '../session/session';
import { followPresence } from './follow-presence';

/** How the viewer stands, as they chose on whichever device. */
@Service()
export class OwnState {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly viewerId = computed(() => this.session.viewer()?.id);

  private readonly standing = rxResource({
    params: () => this.viewerId(),
    stream: () =>
      read(this.apollo, OwnStateDocument, {}).pipe(map(({ viewer }) => viewer?.user.presence ?? null)),
  });
  /** Null while nobody is signed in, and until it was read. */
  readonly presence = computed(() => (this.standing.hasValue() ? this.standing.value() : null));
  readonly notDisturbed = computed(() => this.presence()?.state === 'DO_NOT_DISTURB');

  constructor() {
    followPresence(
      computed(() => {
        const id = this.viewerId();
        return id ? [id] : [];
      }),
    );
  }
}
