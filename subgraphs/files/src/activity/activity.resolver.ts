import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { type LinkRow, peekLink } from '../link/link.service.js';
import { ShareLink } from '../link/link.js';
import { referToNode } from '../listing/listing.service.js';
import { FileRequest } from '../request/request.js';
import { type RequestRow, peekRequest } from '../request/request.service.js';
import { File, FileNode } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { User, userOf } from '../person/user.js';
import { FileActivityKind } from './activity-kind.js';
import type { ActivityRow } from './activity.store.js';
import { FileActivity, FileActivityConnection, FileTouched } from './activity.js';
import { listActivity, peekActivity } from './read-activity.service.js';

@ArgsType()
class ActivityArgs extends PageArgs {
  @Field(() => [FileActivityKind], { nullable: true, description: 'Only these kinds.' })
  readonly kinds?: readonly FileActivityKind[] | null;
}

@Resolver(() => FileActivity)
export class FileActivityResolver {
  @FieldResolver(() => FileNode, {
    nullable: true,
    description: 'The file, or folder; null where it is gone.',
  })
  item(@Ctx() ctx: RequestContext, @Root() { nodeId }: ActivityRow): Promise<NodeAt | null> {
    return referToNode(ctx, nodeId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who; null for a stranger who has a link.' })
  user(@Root() { personId }: ActivityRow): User | null {
    return userOf(personId);
  }

  @FieldResolver(() => ShareLink, {
    nullable: true,
    description: 'Through which link, or about which; null for none, and for those who may not share.',
  })
  async link(@Ctx() ctx: RequestContext, @Root() { linkId }: ActivityRow): Promise<LinkRow | null> {
    return linkId === null ? null : peekLink(ctx, linkId);
  }

  @FieldResolver(() => FileRequest, {
    nullable: true,
    description: 'By which request, or about which; null for none, and for those who may not share.',
  })
  async request(@Ctx() ctx: RequestContext, @Root() { requestId }: ActivityRow): Promise<RequestRow | null> {
    return requestId === null ? null : peekRequest(ctx, requestId);
  }
}

@Resolver(() => File)
export class FileActivitiesResolver {
  @FieldResolver(() => FileActivityConnection, {
    description:
      'Who touched it, when, newest first: what everybody did for those who may change or share it, their own for others.',
  })
  activity(
    @Ctx() ctx: RequestContext,
    @Root() { id }: NodeAt,
    @Args(() => ActivityArgs) args: ActivityArgs,
  ): Promise<Page<ActivityRow>> {
    return listActivity(ctx, id, args);
  }
}

@Resolver(() => FileTouched)
export class FileTouchedResolver {
  @FieldResolver(() => FileActivity, {
    nullable: true,
    description: 'Who and what; null for those who may not know.',
  })
  activity(@Ctx() ctx: RequestContext, @Root() { data }: FileTouched): Promise<ActivityRow | null> {
    return peekActivity(ctx, data.activityId);
  }
}
