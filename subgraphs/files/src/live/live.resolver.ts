import { CursorScalar, type LogEvent, type RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { File, FileNode, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { followNode, nodeOf } from './live.service.js';
import { FileAdded, FileChanged, FileRemoved, FolderChanged, ShareChanged } from './node-events.js';
import { FileEvent } from './stream-events.js';

interface FileEventsArgs {
  readonly nodeId: string;
  readonly after?: string | null;
}

@Resolver(() => FileEvent)
export class FileEventsResolver {
  @Subscription(() => FileEvent, {
    description:
      'What happens to a file, or to a folder and what is in it; the same for everyone who may see it. ' +
      'Stream folder:<id> or file:<id>; begin after Folder.liveCursor or File.liveCursor.',
    subscribe: ({ context, args }: { context: RequestContext; args: FileEventsArgs }) =>
      followNode(context, args.nodeId, args.after),
  })
  fileEvents(
    @Root() event: LogEvent,
    @Arg('nodeId', () => ID, { description: 'A file or folder.' }) _nodeId: string,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): FileEvent {
    return event;
  }
}

@Resolver(() => FileAdded)
export class FileAddedResolver {
  @FieldResolver(() => FileNode, {
    nullable: true,
    description: 'What came; null when it has left again.',
  })
  item(@Ctx() ctx: RequestContext, @Root() event: FileAdded): Promise<NodeAt | null> {
    return nodeOf(ctx, event);
  }
}

@Resolver(() => FileChanged)
export class FileChangedResolver {
  @FieldResolver(() => File, { nullable: true, description: 'The file; null when it has left since.' })
  file(@Ctx() ctx: RequestContext, @Root() event: FileChanged): Promise<NodeAt | null> {
    return nodeOf(ctx, event);
  }
}

@Resolver(() => FolderChanged)
export class FolderChangedResolver {
  @FieldResolver(() => Folder, { nullable: true, description: 'The folder; null when it has left since.' })
  folder(@Ctx() ctx: RequestContext, @Root() event: FolderChanged): Promise<NodeAt | null> {
    return nodeOf(ctx, event);
  }
}

@Resolver(() => FileRemoved)
export class FileRemovedResolver {
  @FieldResolver(() => ID, { description: 'Id of the node.' })
  nodeId(@Root() { data }: FileRemoved): string {
    return data.nodeId;
  }
}

@Resolver(() => ShareChanged)
export class ShareChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the node whose access changed: it, or a folder above it.' })
  nodeId(@Root() { data }: ShareChanged): string {
    return data.nodeId;
  }
}
