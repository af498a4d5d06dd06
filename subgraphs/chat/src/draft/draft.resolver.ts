import { Deleted, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Attachment } from '../attachment/attachment.js';
import { stillAttached } from '../attachment/attachment.service.js';
import { Channel } from '../channel/channel.js';
import { channelInside } from '../channel/directory.service.js';
import { Viewer } from '../sidebar/sidebar.js';
import { referToThread } from '../thread/thread.service.js';
import { Thread } from '../thread/thread.js';
import { DraftChanged } from './draft-events.js';
import { DiscardDraftInput, SaveDraftInput } from './draft.inputs.js';
import { discardDraft, listDrafts, referToDraft, saveDraft } from './draft.service.js';
import { Draft, DraftConnection } from './draft.js';

@Resolver(() => Draft)
export class DraftResolver {
  @Mutation(() => Draft, { description: 'Keeps what was typed, on every device.' })
  saveDraft(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SaveDraftInput, { description: 'What to do.' }) input: SaveDraftInput,
  ): Promise<Draft> {
    return saveDraft(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Throws a draft away; one that is gone already stays so.' })
  discardDraft(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DiscardDraftInput, { description: 'What to do.' }) input: DiscardDraftInput,
  ): Promise<Deleted> {
    return discardDraft(ctx, input);
  }

  @FieldResolver(() => [Attachment], {
    description: 'Files that are to go with it, at most 20; what may be sent no longer is left out.',
  })
  attachments(@Ctx() ctx: RequestContext, @Root() draft: Draft): Promise<Attachment[]> {
    return stillAttached(ctx, draft.channelId, draft.attachments);
  }

  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() draft: Draft): Promise<Channel> {
    return channelInside(ctx, draft.channelId);
  }

  @FieldResolver(() => Thread, {
    nullable: true,
    description:
      'The thread it is to be sent in; null for the channel itself, and where it may no longer be read.',
  })
  thread(@Ctx() ctx: RequestContext, @Root() draft: Draft): Promise<Thread | null> | null {
    return draft.threadId === null ? null : referToThread(ctx, draft.threadId);
  }
}

@Resolver(() => Viewer)
export class ViewerDraftsResolver {
  @FieldResolver(() => DraftConnection, {
    nullable: true,
    description: 'What was typed and not sent, in channels that the viewer is in; the last typed first.',
  })
  drafts(@Ctx() ctx: RequestContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<Draft>> {
    return listDrafts(ctx, args);
  }
}

@Resolver(() => DraftChanged)
export class DraftChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the draft.' })
  draftId(@Root() event: DraftChanged): string {
    return event.thingId;
  }

  @FieldResolver(() => Draft, { nullable: true, description: 'The draft; null when discarded.' })
  draft(@Ctx() ctx: RequestContext, @Root() event: DraftChanged): Promise<Draft | null> {
    return referToDraft(ctx, event.thingId);
  }
}
