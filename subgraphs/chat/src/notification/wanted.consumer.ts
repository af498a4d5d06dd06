import { consumer } from '@parley/kit';
import { tellWhoWants } from './wanted.service.js';

/** Nobody waits for it within a quarter of a second, and many messages cost what one does. */
const GATHER_MS = 250;

/**
 * Works out who is to be told of a message once it is there: sending waits for none of it, many messages are one
 * statement, and what is told is a row of the log that others consume exactly once.
 */
export const notificationConsumer = consumer('chat', ['messageAdded'], tellWhoWants, {
  name: 'notifications',
  gatherMs: GATHER_MS,
});
