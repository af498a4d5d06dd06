// type-graphql reads metadata through this polyfill; it must be loaded before the first decorator runs.
import 'reflect-metadata';

export { AccessChanged, concerns, type AccessChange, type LiveMark } from './access-change.js';
export { audit, verifyAudit, type AuditedAct } from './audit.js';
export type { Bus } from './bus.js';
export { memoryBus } from './bus.memory.js';
export { redisBus } from './bus.redis.js';
export {
  packBytes,
  PIECE_BYTES,
  unpackBytes,
  type BegunUpload,
  type BytesAnswer,
  type BytesDescription,
  type BytesDoor,
  type BytesRequest,
  type NewUpload,
  type PiecePlace,
} from './bytes.js';
export * from './config.js';
export {
  PageArgs,
  PageInfo,
  connectionOf,
  decodeCursor,
  encodeCursor,
  pageRequest,
  toPage,
  unionConnectionOf,
  type Key,
  type Page,
  type PageRequest,
} from './connection.js';
export { consumer, type Consumer } from './consume.js';
export { csvHead, csvLine } from './csv.js';
export { deadLetterResolvers } from './dead-letter.resolver.js';
export { discardDeadLetter, replayDeadLetter } from './dead-letter.js';
export type { Reply, ReplyCookie, RequestContext } from './context.js';
export {
  allows,
  decide,
  decided,
  no,
  refusedBy,
  yes,
  type Decision,
  type Weighed,
  type Weighing,
} from './decision.js';
export { drain } from './drain.js';
export { Capability, CapabilityState, Encryptable, EncryptionMode } from './encryption.js';
export * from './errors.js';
export { dataAsJson, type ExecutionAnswer, type OperationRequest } from './execute.js';
export { explainer, type AskedWhy, type Explainable, type ExplanationKey } from './explainer.js';
export { AccessRule, AccessStep, PersonNowScalar, type Explained, type PersonNow } from './explanation.js';
export type { FeedBatch } from './commit-order.js';
export { feedTopic, laterFeed, type Feed } from './feed.js';
export { PLAIN_HEADER } from './http.js';
export { HttpProblem, requestLine, type HttpDoor, type HttpExchange } from './http-door.js';
export { FileKind } from './file-kind.js';
export { RenditionKind } from './rendition-kind.js';
export { ScanState } from './scan-state.js';
export { endingOf, toFileName } from './file-name.js';
export { follow, stoppable, type FollowOptions } from './follow.js';
export { AccessExplanation, explainedByKey, Guarded, WHY_CAN, WhyArgs } from './guarded.js';
export { demoId, idTime, isId, newId } from './id.js';
export { departmentIn, personIn } from './identity-told.js';
export { Action, Deleted, Followable, LiveEvent, Node } from './interfaces.js';
export { holdConsumer, LEGAL_HOLD_CHANGED, liftedIn, recordHolds } from './legal-hold.js';
export { inOrder } from './in-order.js';
export { job, later, type Job } from './jobs.js';
export { anyViewer, batchOf, load, loadMany, prime, type Batch } from './loader.js';
export { asksOnly } from './selection.js';
export { prepared } from './prepared.js';
export { cursorSeq, streamCursor, type Events, type LogEvent } from './log.js';
export { createLogger, type LogLevel, type Logger } from './logger.js';
export { metrics } from './metrics.js';
export { digestOf, once } from './once.js';
export { OutgoingError, readPublic, type OutgoingAnswer, type OutgoingBounds } from './outgoing.js';
export { startPostgres, type EmbeddedPostgres } from './postgres.js';
export { PostgresError } from './postgres-owner.js';
export { PROGRAM_FOLDERS } from './program-folders.js';
export { PROBLEM_TYPE, problemOf, type Problem } from './problem.js';
export { PROOF_HEADER, ProofError, ProofSigner, ProofVerifier, signProof } from './proof.js';
export { boundsOf, byKey, byTime, columnOf, containing, propertyOf, select, selectOne } from './rows.js';
export type { Runtime } from './runtime.js';
export {
  ClientKeyScalar,
  CursorScalar,
  DateTimeScalar,
  MarkdownScalar,
  SafeIntScalar,
  UrlScalar,
} from './scalars.js';
export { serve, serviceConfig, type ServiceConfig, type Serving } from './serve.js';
export { signals } from './signals.js';
export { startSubgraph, type StartOptions } from './start.js';
export { noteStreamed } from './streamed.js';
export { defineSubgraph, type SubgraphDefinition, type SubgraphParts } from './subgraph.js';
export {
  currentSpan,
  inSpan,
  isTracing,
  markFailed,
  startTracing,
  traceparent,
  tracingConfig,
  type StopTracing,
} from './tracing.js';
export {
  idInStream,
  newestOf,
  numberOrNull,
  partsOf,
  textOf,
  textOrNull,
  textsOf,
  wordOf,
  type Told,
} from './told.js';
export { transaction } from './transaction.js';
export { groupTransaction, type TransactionGroup } from './transaction-group.js';
export { gather, type WriteMany } from './gather.js';
export {
  hasPermission,
  mayChange,
  sharedCaller,
  systemCaller,
  type Caller,
  type Client,
  type Grant,
  type Viewer,
} from './viewer.js';
export { FrameError, FrameReader, FrameWriter, frameKinds, type Frame } from './wire-frames.js';
export {
  bareFrame,
  fitsWire,
  questionFrame,
  readAnswer,
  WIRE_PATH,
  WIRE_PROTOCOL,
  type WireQuestion,
} from './wire-messages.js';
