import { type Page, PageArgs, type RequestContext, SafeIntScalar, UrlScalar } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { addressOfVersion } from '../node/fields.service.js';
import { File } from '../node/node.js';
import type { NodeAt, VersionRow } from '../node/node.table.js';
import { nodeInside } from '../node/place.service.js';
import { User, userOf } from '../person/user.js';
import { compareVersions } from './compare.service.js';
import { lockFile, restoreFileVersion, unlockFile } from './edit-version.service.js';
import { LockFileInput, RestoreFileVersionInput, UnlockFileInput } from './version.inputs.js';
import { listVersions, versionInside } from './version.service.js';
import { DiffLine, FileVersion, FileVersionConnection } from './version.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => File)
export class FileVersionsResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Checksum of the newest version.' })
  async sha256(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<string | null> {
    return (await versionInside(ctx, file.currentVersionId))?.blobSha256 ?? null;
  }

  @FieldResolver(() => FileVersion, {
    nullable: true,
    description: 'The newest version; null for what was sent to a channel before there were versions.',
  })
  current(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<VersionRow | null> {
    return versionInside(ctx, file.currentVersionId);
  }

  @FieldResolver(() => FileVersionConnection, { description: 'All versions, newest first.' })
  versions(
    @Ctx() ctx: RequestContext,
    @Root() file: NodeAt,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<VersionRow>> {
    return listVersions(ctx, file.id, args);
  }
}

@Resolver(() => FileVersion)
export class FileVersionResolver {
  @FieldResolver(() => File, { description: 'The file.' })
  file(@Ctx() ctx: RequestContext, @Root() version: VersionRow): Promise<NodeAt> {
    return nodeInside(ctx, version.nodeId);
  }

  @FieldResolver(() => SafeIntScalar, { description: 'Size in bytes.' })
  size(@Root() version: VersionRow): number {
    return Number(version.size);
  }

  @FieldResolver(() => String, { description: 'Checksum.' })
  sha256(@Root() version: VersionRow): string {
    return version.blobSha256;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() version: VersionRow): User | null {
    return userOf(version.createdById);
  }

  @FieldResolver(() => UrlScalar, { description: 'Where to download.' })
  async url(@Ctx() ctx: RequestContext, @Root() version: VersionRow): Promise<string> {
    return addressOfVersion(await nodeInside(ctx, version.nodeId), version.id);
  }

  @FieldResolver(() => [DiffLine], {
    nullable: true,
    description:
      'What changed since that version, for text of at most a megabyte that the viewer may download; at most 2,000 lines, null for everything else.',
  })
  diff(
    @Ctx() ctx: FilesContext,
    @Root() version: VersionRow,
    @Arg('withVersionId', () => ID, { description: 'Id of the version to compare with.' })
    withVersionId: string,
  ): Promise<DiffLine[] | null> {
    return compareVersions(ctx, version, withVersionId);
  }
}

@Resolver()
export class EditVersionResolver {
  @Mutation(() => File, { description: 'Makes an old version the newest.' })
  async restoreFileVersion(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => RestoreFileVersionInput, INPUT) input: RestoreFileVersionInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await restoreFileVersion(ctx, input));
  }

  @Mutation(() => File, { description: 'Keeps others from changing it.' })
  async lockFile(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => LockFileInput, INPUT) input: LockFileInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await lockFile(ctx, input));
  }

  @Mutation(() => File, { description: 'Lets others change it.' })
  async unlockFile(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => UnlockFileInput, INPUT) input: UnlockFileInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await unlockFile(ctx, input));
  }
}
