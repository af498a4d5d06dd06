import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallScope } from './call-scope.js';

/** What an administrator decided of somebody's calls; who has none is ruled by their kind. */
@Entity('call_policy')
export class CallPolicyRow {
  @PrimaryColumn('text')
  readonly personId!: string;

  @Column('text')
  readonly mayCall!: CallScope;

  @Column('boolean')
  readonly mayVideo!: boolean;

  @Column('boolean')
  readonly mayRecord!: boolean;
}
