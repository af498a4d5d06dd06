import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredRequest } from '../acknowledgement/acknowledgement.table.js';
import type { StoredAttachment } from '../attachment/file.table.js';
import type { StoredForward } from '../forward/forward.table.js';
import type { StoredPreview } from '../link-preview/link-preview.table.js';
import type { StoredPoll } from '../poll/poll.table.js';
import type { StoredReaction } from '../reaction/reaction.table.js';
import type { MentionKind, MessageKind, Notice } from './message.js';

/** A message as PostgreSQL stores it; deleted ones stay as tombstones so that positions have no gap. */
@Entity('message')
export class MessageRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('integer')
  readonly seq!: number;

  @Column('text', { nullable: true })
  readonly authorId!: string | null;

  @Column('text')
  readonly kind!: MessageKind;

  @Column('text', { nullable: true })
  readonly text!: string | null;

  @Column('jsonb', { nullable: true })
  readonly notice!: Notice | null;

  @Column('text', { nullable: true })
  readonly replyToId!: string | null;

  @Column('integer')
  readonly version!: number;

  /** Tags in its text, as tagName() keeps them. */
  @Column('text', { array: true })
  readonly hashtags!: readonly string[];

  @Column('timestamptz')
  readonly sentAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly editedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly deletedAt!: Date | null;

  /** What was sent with the client key, as a hash: the same key with something else is a conflict. */
  @Column('text', { nullable: true })
  readonly digest!: string | null;

  /** When its author took it back: it is left out everywhere, and kept so that its client key stays taken. */
  @Column('timestamptz', { nullable: true })
  readonly withdrawnAt!: Date | null;

  /** When a rule about words held it back; it is withdrawn until somebody decides about it. */
  @Column('timestamptz', { nullable: true })
  readonly heldAt!: Date | null;

  /** The thread it stands in. */
  @Column('text', { nullable: true })
  readonly threadId!: string | null;

  /** Whether it stands among the channel's own messages; false for what is said in a thread only. */
  @Column('boolean')
  readonly inTimeline!: boolean;

  /** The thread that it begins, from the moment somebody opened it. */
  @Column('text', { nullable: true })
  readonly ownThreadId!: string | null;

  @Column('text', { nullable: true })
  readonly deletedById!: string | null;

  /** Whom it addresses, in the order of its text. */
  @Column('jsonb')
  readonly mentions!: readonly StoredMention[];

  @Column('jsonb')
  readonly reactions!: readonly StoredReaction[];

  @Column('jsonb')
  readonly attachments!: readonly StoredAttachment[];

  @Column('jsonb')
  readonly linkPreviews!: readonly StoredPreview[];

  @Column('text', { nullable: true })
  readonly forwardedFromId!: string | null;

  @Column('jsonb', { nullable: true })
  readonly forwarded!: StoredForward | null;

  @Column('jsonb', { nullable: true })
  readonly poll!: StoredPoll | null;

  @Column('jsonb', { nullable: true })
  readonly acknowledgement!: StoredRequest | null;

  /** The living thing that it holds: a channel or a person. */
  @Column('text', { nullable: true })
  readonly cardId!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly pinnedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly pinnedById!: string | null;
}

/** Who or what a message addresses or leads to; `targetId` is null for everybody and for those here. */
export interface StoredMention {
  readonly kind: MentionKind;
  readonly targetId: string | null;
}

/** Somebody addressed in a message. */
@Entity('mention')
export class MentionRow {
  @PrimaryColumn('text')
  readonly messageId!: string;

  @PrimaryColumn('integer')
  readonly position!: number;

  @Column('text')
  readonly kind!: MentionKind;

  @Column('text', { nullable: true })
  readonly targetId!: string | null;

  /** Who was online when everybody here was addressed. */
  @Column('text', { array: true })
  readonly presentIds!: readonly string[];
}
