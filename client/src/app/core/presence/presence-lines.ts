import type { Apollo } from 'apollo-angular';
import type { Subscription } from 'rxjs';
import { PresencesMovedDocument, type PresencesMovedSubscription } from '../../../generated/graphql';
import { ephemeral } from '../graphql/ephemeral';
import { type Line, placed } from './presence-lines.rules';

/** How somebody stands, and who that is. */
export type Told = PresencesMovedSubscription['presences']['presences'][number];

/** How many people one subscription may name. */
const MOST = 500;

/**
 * Follows the presence of any number of people, as many subscriptions as that takes. Somebody who comes or goes moves
 * one of them; each begins by telling how everybody on it stands, so a broken line leaves nothing stale behind.
 */
export class PresenceLines {
  private lines: readonly Line[] = [];
  private readonly open = new Map<Line, Subscription>();

  constructor(
    private readonly apollo: Apollo,
    private readonly told: (presences: readonly Told[]) => void,
  ) {}

  follow(userIds: readonly string[]): void {
    this.lines = placed(this.lines, userIds, MOST);
    for (const [line, stream] of this.open) {
      if (this.lines.includes(line)) continue;
      stream.unsubscribe();
      this.open.delete(line);
    }
    for (const line of this.lines) if (!this.open.has(line)) this.open.set(line, this.listen(line));
  }

  stop(): void {
    this.follow([]);
  }

  private listen(line: Line): Subscription {
    const variables = { userIds: [...line] };
    return ephemeral(this.apollo, { query: PresencesMovedDocument, variables }).subscribe(({ presences }) => {
      this.told(presences.presences);
    });
  }
}
