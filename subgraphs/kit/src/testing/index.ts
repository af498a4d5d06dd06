export { doorsOf } from './doors.js';
export { JANUS_SECRETS, janusFolder, untilListening } from './janus.js';
export {
  outcomeOf,
  PermissionRows,
  type Expected,
  type Outcome,
  type PermissionRow,
  type RowInput,
} from './permission-rows.js';
export { SpokenFeed } from './spoken-feed.js';
export { SpokenTo, take } from './spoken-to.js';
export { throwawayDatabase, type ThrowawayDatabase } from './database.js';
export {
  aViewer,
  asViewer,
  callerOf,
  expectAtMost,
  expectQueries,
  testSubgraph,
  type TestAnswer,
  type TestStart,
  type TestStream,
  type TestSubgraph,
} from './subgraph.js';
export { collectTraces, type CollectedSpan, type TraceCollector } from './trace-collector.js';
