import { EventEmitter } from 'node:events';
import type { Bus } from './bus.js';

/** The bus of a single process. Listeners run in a later turn, as they would across processes. */
export function memoryBus(): Bus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish(topic, message) {
      setImmediate(() => emitter.emit(topic, message));
      return Promise.resolve();
    },
    subscribe(topic, listener, begun) {
      emitter.on(topic, listener);
      begun?.();
      return () => emitter.off(topic, listener);
    },
    close() {
      emitter.removeAllListeners();
      return Promise.resolve();
    },
  };
}
