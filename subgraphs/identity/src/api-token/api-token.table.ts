import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenScope } from './api-token.js';

/** A secret with which a program acts for its owner; only its hash is stored. */
@Entity('api_token')
export class ApiTokenRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  hash!: string;

  @Column('text', { array: true })
  scopes!: TokenScope[];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
