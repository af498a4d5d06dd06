import { type Page, PageArgs, type RequestContext, SafeIntScalar, UrlScalar } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { referToNode } from '../listing/listing.service.js';
import { File, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { User, userOf } from '../person/user.js';
import { howItCame, listReceived, openFileRequest } from './receive.service.js';
import type { ReceivedRow } from './received.store.js';
import { CloseFileRequestInput, CreateFileRequestInput, FileRequestsArgs } from './request.inputs.js';
import {
  FileRequest,
  FileRequestChanged,
  FileRequestConnection,
  ReceivedFile,
  ReceivedFileConnection,
  RequestedFiles,
} from './request.js';
import {
  type RequestRow,
  addressOfRequest,
  closeFileRequest,
  createFileRequest,
  listRequests,
  peekRequest,
  requestInside,
  requestsInto,
} from './request.service.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => FileRequest)
export class FileRequestResolver {
  @FieldResolver(() => Folder, {
    nullable: true,
    description: 'Where files go; null where the viewer does not see that.',
  })
  folder(@Ctx() ctx: RequestContext, @Root() { nodeId }: RequestRow): Promise<NodeAt | null> {
    return referToNode(ctx, nodeId);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'Its address, to be sent; null for those who may not share the folder.',
  })
  url(@Ctx() ctx: FilesContext, @Root() request: RequestRow): Promise<string | null> {
    return addressOfRequest(ctx, request);
  }

  @FieldResolver(() => SafeIntScalar, {
    nullable: true,
    description: 'Largest file in bytes; null for what the organisation takes.',
  })
  maxFileSize(@Root() { maxSize }: RequestRow): number | null {
    return maxSize === null ? null : Number(maxSize);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who asks.' })
  createdBy(@Root() { createdById }: RequestRow): User | null {
    return userOf(createdById);
  }

  @FieldResolver(() => ReceivedFileConnection, { description: 'What came, newest first.' })
  received(
    @Ctx() ctx: RequestContext,
    @Root() { id }: RequestRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ReceivedRow>> {
    return listReceived(ctx, id, args);
  }

  @Query(() => FileRequestConnection, {
    description:
      "Requests that the viewer made or that lead to what is theirs, newest first; everybody's for administrators.",
  })
  fileRequests(
    @Ctx() ctx: RequestContext,
    @Args(() => FileRequestsArgs) { openOnly, ...args }: FileRequestsArgs,
  ): Promise<Page<RequestRow>> {
    return listRequests(ctx, openOnly ?? false, args);
  }

  @Query(() => RequestedFiles, {
    nullable: true,
    description:
      'What a request asks for, for anybody who has its link, with or without an account; null where it leads nowhere.',
  })
  openFileRequest(
    @Ctx() ctx: FilesContext,
    @Arg('token', () => String, { description: 'The secret part of the link.' }) token: string,
  ): Promise<RequestedFiles | null> {
    return openFileRequest(ctx, token);
  }

  @Mutation(() => FileRequest, { description: 'Asks others to upload, without seeing each other.' })
  async createFileRequest(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => CreateFileRequestInput, INPUT) input: CreateFileRequestInput,
  ): Promise<RequestRow> {
    return requestInside(ctx, await createFileRequest(ctx, input));
  }

  @Mutation(() => FileRequest, { description: 'Stops taking files, also those that are under way.' })
  async closeFileRequest(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CloseFileRequestInput, INPUT) input: CloseFileRequestInput,
  ): Promise<RequestRow> {
    const id = await closeFileRequest(ctx, input);
    return requestInside(ctx.subgraph.context(ctx.caller), id);
  }
}

@Resolver(() => ReceivedFile)
export class ReceivedFileResolver {
  @FieldResolver(() => File, {
    nullable: true,
    description: 'The file; null where the viewer does not see it.',
  })
  file(@Ctx() ctx: RequestContext, @Root() { nodeId }: ReceivedRow): Promise<NodeAt | null> {
    return referToNode(ctx, nodeId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who sent it; null for who has no account, or did not use it.',
  })
  sender(@Root() { personId }: ReceivedRow): User | null {
    return userOf(personId);
  }

  @FieldResolver(() => FileRequest, {
    nullable: true,
    description: 'By which request; null for those who may not share its folder.',
  })
  request(@Ctx() ctx: RequestContext, @Root() { requestId }: ReceivedRow): Promise<RequestRow | null> {
    return peekRequest(ctx, requestId);
  }
}

@Resolver(() => File)
export class FileReceivedResolver {
  @FieldResolver(() => ReceivedFile, {
    nullable: true,
    description: 'How it came, if somebody sent it by a request; null for all others.',
  })
  received(@Ctx() ctx: RequestContext, @Root() { id }: NodeAt): Promise<ReceivedRow | null> {
    return howItCame(ctx, id);
  }
}

@Resolver(() => Folder)
export class FolderRequestsResolver {
  @FieldResolver(() => [FileRequest], {
    description: 'Requests that take files into it now, for those who may share it; at most 100.',
  })
  requests(@Ctx() ctx: RequestContext, @Root() { id }: NodeAt): Promise<readonly RequestRow[]> {
    return requestsInto(ctx, id);
  }
}

@Resolver(() => FileRequestChanged)
export class FileRequestChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the request.' })
  requestId(@Root() { data }: FileRequestChanged): string {
    return data.requestId;
  }

  @FieldResolver(() => FileRequest, {
    nullable: true,
    description: 'The request as it is now; null for those who may not share the folder.',
  })
  request(@Ctx() ctx: RequestContext, @Root() { data }: FileRequestChanged): Promise<RequestRow | null> {
    return peekRequest(ctx, data.requestId);
  }
}
