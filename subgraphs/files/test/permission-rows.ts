import {
  type Expected,
  type Outcome,
  type PermissionRow,
  PermissionRows,
  type RowInput,
} from '@parley/kit/testing';
import { type Actor, type Scene, actors } from './scene.js';

/** `prepare` makes a row's scene its own. */
export type Row = PermissionRow<Scene, Actor>;
export type Input = RowInput<Scene>;

const rows = new PermissionRows<Scene, Actor>({
  actors,
  subgraphOf: ({ files }) => files,
  viewerOf: ({ viewers }, actor) => viewers[actor],
});
export const { all, asking, query, mutation, entity } = rows;
/** Named, since what a stream answers is a type that this file does not otherwise know. */
export const stream: PermissionRows<Scene, Actor>['stream'] = rows.stream;

type Others = Partial<Expected<Actor>>;

/** For those who see the file; the guest's pass names it alone. */
export const seeing = (hidden: Outcome, others: Others = {}): Row['expected'] =>
  all('ok', { foreigner: hidden, customer: hidden, colleague: hidden, uploader: hidden, ...others });

/** For those who see the folder. */
export const inside = (hidden: Outcome, others: Others = {}): Row['expected'] =>
  seeing(hidden, { guest: hidden, ...others });

/** For those who may change what they see. */
export const changing = (others: Others = {}): Row['expected'] =>
  seeing('NOT_FOUND', { guest: 'FORBIDDEN', looker: 'FORBIDDEN', ...others });

/** For the owner alone. */
export const owning = (others: Others = {}): Row['expected'] => changing({ editor: 'FORBIDDEN', ...others });
