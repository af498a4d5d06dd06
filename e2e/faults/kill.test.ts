import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, codesOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import {
  ChannelEventsDocument,
  CreateChannelDocument,
  HistoryDocument,
  SendMessageDocument,
  type SendMessageInput,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';
