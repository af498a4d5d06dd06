import { partingConsumer } from './growth/parting.consumer.js';
import * as growths from './growth/growth.resolver.js';
import { AddToCalls1760000800000 } from './migrations/1760000800000-add-to-calls.js';

/** Calls of two that become rooms. */
export const growing = {
  resolvers: Object.values(growths),
  migrations: [AddToCalls1760000800000],
  consumers: [partingConsumer],
};
