import {
  FileKind,
  CapabilityState,
  DateTimeScalar,
  EncryptionMode,
  type Page,
  PageArgs,
  type RequestContext,
  SafeIntScalar,
  UrlScalar,
} from '@parley/kit';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { tellSharing } from '../access/audience.service.js';
import type { FilesContext } from '../context.js';
import { listChildren, parentOf, pathOf, readNode } from '../listing/listing.service.js';
import { asksTotal } from '../listing/total.js';
import { User, userOf } from '../person/user.js';
import { ScanState, Sharing } from './file-kinds.js';
import { File, FileMetadata, FileNodeConnection, Folder } from './node.js';
import { FileFilterInput, FileOrderInput } from './node.inputs.js';
import { addressOf, capabilitiesOf, lockOf, metadataOf } from './fields.service.js';
import type { NodeAt } from './node.table.js';

const GLOBAL_ID = 'Global id: opaque, typed, sortable by time.';

/** What is asked of the children of a folder. */
@ArgsType()
class FolderChildrenArgs extends PageArgs {
  @Field(() => FileFilterInput, { nullable: true, description: 'Which ones to show.' })
  readonly filter?: FileFilterInput | null;

  @Field(() => FileOrderInput, { nullable: true, description: 'In which order; by name when left out.' })
  readonly orderBy?: FileOrderInput | null;
}

@Resolver(() => Folder)
export class FolderResolver {
  @Query(() => Folder, { nullable: true, description: 'One folder.' })
  folder(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: GLOBAL_ID }) id: string,
  ): Promise<NodeAt> {
    return readNode(ctx, 'folder', id);
  }

  @FieldResolver(() => Folder, {
    nullable: true,
    description: 'The folder above; null where it is not seen.',
  })
  parent(@Ctx() ctx: RequestContext, @Root() folder: NodeAt): Promise<NodeAt | null> {
    return parentOf(ctx, folder);
  }

  @FieldResolver(() => [Folder], {
    description: 'From the top to here, as far up as the viewer sees; at most 50.',
  })
  path(@Ctx() ctx: RequestContext, @Root() folder: NodeAt): Promise<NodeAt[]> {
    return pathOf(ctx, folder);
  }

  @FieldResolver(() => FileNodeConnection, { description: 'What is in it; folders first.' })
  children(
    @Ctx() ctx: RequestContext,
    @Root() folder: NodeAt,
    @Args(() => FolderChildrenArgs) args: FolderChildrenArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<NodeAt>> {
    return listChildren(ctx, folder.id, args, asksTotal(info));
  }

  @FieldResolver(() => EncryptionMode, { description: 'Who holds the keys.' })
  encryption(): EncryptionMode {
    return 'SERVER';
  }

  @FieldResolver(() => [CapabilityState], {
    description: 'What works in this mode and what does not, one per capability.',
  })
  capabilities(@Ctx() ctx: FilesContext): readonly CapabilityState[] {
    return capabilitiesOf(ctx);
  }
}

@Resolver(() => File)
export class FileResolver {
  @Query(() => File, { nullable: true, description: 'One file.' })
  file(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: GLOBAL_ID }) id: string,
  ): Promise<NodeAt> {
    return readNode(ctx, 'file', id);
  }

  @FieldResolver(() => Folder, { nullable: true, description: 'Where it is; null where that is not seen.' })
  folder(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<NodeAt | null> {
    return parentOf(ctx, file);
  }

  @FieldResolver(() => FileKind, { description: 'What kind it is.' })
  kind(@Root() file: NodeAt): FileKind {
    return file.fileKind ?? 'OTHER';
  }

  @FieldResolver(() => String, { description: 'Media type, by content and name together.' })
  mediaType(@Root() file: NodeAt): string {
    return file.mediaType ?? 'application/octet-stream';
  }

  @FieldResolver(() => SafeIntScalar, { description: 'Size in bytes.' })
  size(@Root() file: NodeAt): number {
    return Number(file.size);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who keeps others from changing it.' })
  lockedBy(@Root() file: NodeAt): User | null {
    return userOf(lockOf(file)?.byId ?? null);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'Until when.' })
  lockedUntil(@Root() file: NodeAt): Date | null {
    return lockOf(file)?.until ?? null;
  }

  @FieldResolver(() => ScanState, { description: 'Whether it is clean; nothing is downloadable before.' })
  scan(@Root() file: NodeAt): ScanState {
    return file.scan ?? 'WAITING';
  }

  @FieldResolver(() => FileMetadata, { description: 'What was read from it.' })
  metadata(@Root() file: NodeAt): FileMetadata {
    return metadataOf(file);
  }

  @FieldResolver(() => UrlScalar, {
    description: 'Where to download; the right is checked on every request.',
  })
  url(@Root() file: NodeAt): string {
    return addressOf(file);
  }

  @FieldResolver(() => Sharing, { description: 'How widely it is shared.' })
  sharing(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<Sharing> {
    return tellSharing(ctx, file.id);
  }

  @FieldResolver(() => EncryptionMode, { description: 'Who holds the keys.' })
  encryption(): EncryptionMode {
    return 'SERVER';
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The file's key, sealed, in encrypted folders; null in all others.",
  })
  encryptedKey(): null {
    return null;
  }
}
