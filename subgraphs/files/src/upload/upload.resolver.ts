import { Deleted } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { peekNode } from '../node/node.service.js';
import type { FilesContext } from '../context.js';
import { File } from '../node/node.js';
import { User, userOf, Viewer } from '../person/user.js';
import { CancelUploadInput, StartUploadInput } from './upload.inputs.js';
import { Upload, UploadSignal } from './upload.js';
import { followUpload } from './upload-progress.service.js';
import { cancelUpload, readOpenUploads, readUpload, startUpload } from './upload.service.js';

@Resolver(() => Upload)
export class UploadResolver {
  @Query(() => Upload, {
    nullable: true,
    description: 'One upload, for who sends it and who may look where it goes.',
  })
  upload(
    @Ctx() ctx: FilesContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<Upload | null> {
    return readUpload(ctx, id);
  }

  @Mutation(() => Upload, {
    description: 'Reserves an upload; quota, type and size are checked before bytes.',
  })
  startUpload(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => StartUploadInput, { description: 'What to do.' }) input: StartUploadInput,
  ): Promise<Upload> {
    return startUpload(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Gives an upload up; what arrived of it is removed.' })
  cancelUpload(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => CancelUploadInput, { description: 'What to do.' }) input: CancelUploadInput,
  ): Promise<Deleted> {
    return cancelUpload(ctx, input);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who uploads.' })
  by(@Root() upload: Upload): User | null {
    return userOf(upload.personId);
  }

  @FieldResolver(() => File, { nullable: true, description: 'The file, once there is one.' })
  file(@Ctx() ctx: FilesContext, @Root() upload: Upload): Promise<File | null> {
    // Whoever sends without an account sees nothing of what becomes of it.
    if (upload.fileId === null || (upload.personId === null && !ctx.caller.viewer)) {
      return Promise.resolve(null);
    }
    return peekNode(ctx, upload.fileId);
  }
}

@Resolver(() => UploadSignal)
export class UploadProgressResolver {
  @Subscription(() => UploadSignal, {
    description: 'Ephemeral: how far an upload is.',
    subscribe: ({ context, args }: { context: FilesContext; args: { readonly uploadId: string } }) =>
      followUpload(context, args.uploadId),
  })
  uploadProgress(
    @Root() signal: UploadSignal,
    @Arg('uploadId', () => ID, { description: 'Id of the upload.' }) _uploadId: string,
  ): UploadSignal {
    return signal;
  }
}

@Resolver(() => Viewer)
export class ViewerUploadResolver {
  @FieldResolver(() => [Upload], { nullable: true, description: 'Unfinished uploads; at most 100.' })
  uploads(@Ctx() ctx: FilesContext, @Root() viewer: Viewer): Promise<Upload[]> {
    return readOpenUploads(ctx, viewer.id);
  }
}
