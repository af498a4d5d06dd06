import type { RequestContext } from '@parley/kit';
import { Resolver, Root, Subscription } from 'type-graphql';
import { followOwnFiles } from './own-files-live.service.js';
import { OwnFilesSignal } from './own-files-signal.js';

@Resolver(() => OwnFilesSignal)
export class OwnFilesResolver {
  @Subscription(() => OwnFilesSignal, {
    description:
      "Ephemeral: that what the viewer used, marked, threw away or keeps is no longer as it was, and the same of their teams'. " +
      'It tells of nothing itself: read what it names when it begins and at each signal.',
    subscribe: ({ context }: { context: RequestContext }) => followOwnFiles(context),
  })
  ownFilesSignals(@Root() signal: OwnFilesSignal): OwnFilesSignal {
    return signal;
  }
}
