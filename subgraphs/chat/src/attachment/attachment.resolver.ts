import { UrlScalar } from '@parley/kit';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import type { MessageRow } from '../message/message.table.js';

import { User, userOf } from '../person/user.js';
import { Attachment, File } from './attachment.js';
import { attachmentsOf } from './attachment.service.js';
import { addressOf } from './file.service.js';
import { addressOfLinked } from './linked-file.service.js';

@Resolver(() => Message)
export class MessageAttachmentsResolver {
  @FieldResolver(() => [Attachment], { description: 'Files in it; at most 20.' })
  attachments(@Root() message: MessageRow): Attachment[] {
    return attachmentsOf(message);
  }
}

@Resolver(() => File)
export class FileResolver {
  @FieldResolver(() => UrlScalar, { description: 'Where to read it; the right is checked on every request.' })
  url(@Root() file: File): string {
    return file.isLinked ? addressOfLinked(file) : addressOf(file.id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who sent it; null for the product itself.' })
  owner(@Root() file: File): User | null {
    return userOf(file.ownerId);
  }
}
