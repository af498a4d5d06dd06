import {
  type Expected,
  type Outcome,
  type PermissionRow,
  PermissionRows,
  type RowInput,
} from '@parley/kit/testing';
import { type Actor, type Scene, actors } from './scene.js';

export type Row = PermissionRow<Scene, Actor>;
export type Input = RowInput<Scene>;

const rows = new PermissionRows<Scene, Actor>({
  actors,
  subgraphOf: ({ chat }) => chat,
  viewerOf: ({ viewers }, actor) => viewers[actor],
});
export const { all, asking, query, mutation, entity } = rows;
/** Named, since what a stream answers is a type that this file does not otherwise know. */
export const stream: PermissionRows<Scene, Actor>['stream'] = rows.stream;

const OUTSIDE = ['foreigner', 'stranger', 'customer', 'outsideGuest'] as const;

/** Hidden from those outside; those in the channel get what is named, `ok` by default. */
export const inside = (hidden: Outcome, others: Partial<Expected<Actor>> = {}): Row['expected'] =>
  all('ok', { ...Object.fromEntries(OUTSIDE.map((actor) => [actor, hidden])), ...others });

/** Refused to those below moderators. */
export const NOT_FOR_MEMBERS = { guest: 'FORBIDDEN', reader: 'FORBIDDEN', member: 'FORBIDDEN' } as const;

export const byChannel: Input = ({ channelId }) => ({ channelId });
