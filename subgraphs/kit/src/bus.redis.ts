import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis, type RedisOptions } from 'ioredis';
import type { Bus } from './bus.js';
import type { Logger } from './logger.js';
import { busFaults } from './metrics.js';

const RECONNECT_CEILING_MS = 2_000;
/** A Redis that is stopped takes commands and answers none; what waits for it must not pile up. */
const COMMAND_MS = 1_000;

function connect(redisUrl: string, logger: Logger, options: RedisOptions): Redis {
  const redis = new Redis(redisUrl, {
    ...options,
    lazyConnect: false,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_CEILING_MS),
  });
  redis.on('error', (error: Error) => {
    logger.debug({ err: error.message }, 'redis connection');
  });
  return redis;
}

type Command = (...topics: string[]) => Promise<unknown>;

/**
 * Commands that wait for a connection are rejected when the bus closes first. graphql-redis-subscriptions catches
 * none of these rejections, and an uncaught one would end the process in the middle of its orderly stop.
 */
function forgiveClosing(redis: Redis, logger: Logger): void {
  const forgiving = (name: 'subscribe' | 'unsubscribe' | 'punsubscribe'): Command => {
    const command = redis[name].bind(redis) as Command;
    return (...topics) =>
      command(...topics).catch((error: unknown) => {
        // Closed by us: nothing more is wanted. Otherwise followers poll, and somebody should know why they are late.
        if (redis.status === 'end') return;
        busFaults.inc();
        logger.warn({ err: String(error), topics }, `Redis refused to ${name}`);
      });
  };
  const subscribe = forgiving('subscribe');
  Object.assign(redis, {
    // Called with one topic and a callback by graphql-redis-subscriptions, and with all of them and none by ioredis
    // itself when it comes back from a lost connection.
    subscribe: (...args: (string | (() => void) | string[])[]) => {
      const done = args.find((arg) => typeof arg === 'function');
      const topics = args.flatMap((arg) => (typeof arg === 'function' ? [] : arg));
      return subscribe(...topics).then(() => {
        done?.();
      });
    },
    unsubscribe: forgiving('unsubscribe'),
    punsubscribe: forgiving('punsubscribe'),
  });
}

/** Resolves when a connection stands for the first time, or when the first attempt at it has failed. */
function attempted(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', () => {
      resolve();
    });
    redis.once('close', () => {
      resolve();
    });
  });
}

/** Past the automatic pipelining, which holds commands until the turn is over: a pipeline of one is written now. */
async function publishAtOnce(publisher: Redis, topic: string, message: object): Promise<void> {
  const [reply] = (await publisher.pipeline().publish(topic, JSON.stringify(message)).exec()) ?? [];
  if (reply?.[0]) throw reply[0];
}

type Send = (topic: string, message: object, atOnce: boolean) => Promise<void>;

/** Listeners may hear before the publisher has its own connection: what is published first waits for that, once. */
function sending(publisher: Redis, pubsub: RedisPubSub): Send {
  const send: Send = (topic, message, atOnce) =>
    atOnce ? publishAtOnce(publisher, topic, message) : pubsub.publish(topic, message);
  let opening: Promise<void> | null = attempted(publisher).then(() => {
    opening = null;
  });
  return (...args) => opening?.then(() => send(...args)) ?? send(...args);
}

/**
 * The bus between processes, over Redis Pub/Sub. graphql-redis-subscriptions is used once per process and topic,
 * never per viewer, because it queues without bound per subscriber.
 */
export function redisBus(redisUrl: string, logger: Logger): Bus {
  // A wake-up that cannot be sent now is worthless later, so the publisher does not queue while Redis is down.
  const publisher = connect(redisUrl, logger, {
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MS,
    // What is published in one turn leaves in one write.
    enableAutoPipelining: true,
  });
  const subscriber = connect(redisUrl, logger, { enableOfflineQueue: true });
  forgiveClosing(subscriber, logger);
  const pubsub = new RedisPubSub({ publisher, subscriber });
  const send = sending(publisher, pubsub);
  return {
    publish(topic, message, atOnce = false) {
      // Nobody waits for it: what was committed is answered whether or not Redis takes the wake-up. When it does not,
      // followers poll (P8), so this is counted and not an error.
      send(topic, message, atOnce).catch((error: unknown) => {
        busFaults.inc();
        logger.debug({ err: String(error), topic }, 'wake-up not sent');
      });
      return Promise.resolve();
    },
    subscribe(topic, listener, begun) {
      let wanted = true;
      const subscribed = pubsub.subscribe(topic, listener);
      if (begun) void subscribed.then(begun);
      return () => {
        if (!wanted) return;
        wanted = false;
        void subscribed.then((id) => {
          pubsub.unsubscribe(id);
        });
      };
    },
    close() {
      // Not RedisPubSub.close(): it says goodbye to a server that may not be there.
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
