import { FieldResolver, Resolver, Root } from 'type-graphql';
import { addressOf } from '../attachment/file.service.js';
import { Message } from '../message/message.js';
import type { MessageRow } from '../message/message.table.js';
import { LinkPreview } from './link-preview.js';

@Resolver(() => Message)
export class MessagePreviewsResolver {
  @FieldResolver(() => [LinkPreview], {
    description:
      'Previews of addresses in it; at most 5. They come with a change, moments after the message.',
  })
  linkPreviews(@Root() { linkPreviews }: MessageRow): LinkPreview[] {
    return linkPreviews.map(({ imageId, ...preview }) => ({
      ...preview,
      imageUrl: imageId === null ? null : addressOf(imageId),
    }));
  }
}
