import { integer, oneOf, serviceConfig, text, url, urls } from '@parley/kit';
import { serversConfig } from './janus/media-config.js';

/** What calls are bounded by and which relays they may use, also where the whole product runs in one process. */
export const callConfig = {
  /** How long a call rings, in seconds. */
  CALL_RING_SECONDS: integer({ min: 5, max: 300 }, 45),
  /** How many may be in a room at once. */
  MEETING_MAX_PARTICIPANTS: integer({ min: 2, max: 1_000 }, 300),
  /** How long a room that was begun at once stays open with nobody in it, in seconds. */
  MEETING_EMPTY_SECONDS: integer({ min: 10, max: 86_400 }, 120),
  /** For how long an answer of those who are asked whether they may be recorded is waited for; silence means no. */
  RECORDING_ASK_SECONDS: integer({ min: 5, max: 600 }, 60),
  /** For how many days a recording is kept, with its file. */
  RECORDING_DAYS: integer({ min: 1, max: 3_650 }, 365),
  /** Where a transcription service of one's own hears what was recorded; nobody does when not set. */
  TRANSCRIPTION_URL: url(['http:', 'https:']).optional(),
  /** What it is shown as a bearer token. */
  TRANSCRIPTION_TOKEN: text().optional(),
  /** The language that is spoken, BCP 47; it finds out by itself when not set. */
  TRANSCRIPTION_LANGUAGE: text().optional(),
  /** Our own relays and address servers, separated by commas: `turn:turn.example.org:3478`, `stun:…`; none when not set. */
  TURN_URLS: text().optional(),
  /** The secret shared with the relays (coturn's `static-auth-secret`): credentials made of it last for hours. */
  TURN_SECRET: text().optional(),
};

/** What meetings reads of the environment, besides what every service does. */
export const meetingsConfig = {
  ...serviceConfig,
  /** Where the logs of identity, chat and files are read, in distributed mode: at any of their replicas. */
  SUBGRAPH_IDENTITY_URL: urls(['http:', 'https:']).optional(),
  SUBGRAPH_CHAT_URL: urls(['http:', 'https:']).optional(),
  SUBGRAPH_FILES_URL: urls(['http:', 'https:']).optional(),
  ...callConfig,
  ...serversConfig,
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
};
