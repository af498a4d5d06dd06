import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WordRuleEffect } from './word-rule.js';

/** A rule about words as PostgreSQL stores it. */
@Entity('word_rule')
export class WordRuleRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  /** Null for the whole organisation. */
  @Column('text', { nullable: true })
  readonly channelId!: string | null;

  @Column('text')
  readonly pattern!: string;

  @Column('text')
  readonly effect!: WordRuleEffect;
}
