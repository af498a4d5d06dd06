import { type Bus, memoryBus } from '@parley/kit';

/** The memory bus, which also tells who listens: what is ephemeral is only heard by those who do already. */
export interface HeardBus extends Bus {
  isHeard(topic: string): boolean;
  /** While on, nobody is told of new rows of the log; a bus may lose anything. */
  loseWakeUps(on: boolean): void;
}

/** A memory bus that tells who listens. */
export function heardBus(): HeardBus {
  const bus = memoryBus();
  const listeners = new Map<string, number>();
  let losesRows = false;
  const count = (topic: string, change: number) => listeners.set(topic, (listeners.get(topic) ?? 0) + change);
  return {
    ...bus,
    subscribe(topic, listener, begun) {
      const hear = (message: unknown) => {
        if (!losesRows || !topic.includes(':log:')) listener(message);
      };
      const leave = bus.subscribe(topic, hear, begun);
      count(topic, 1);
      return () => {
        count(topic, -1);
        leave();
      };
    },
    isHeard: (topic) => (listeners.get(topic) ?? 0) > 0,
    loseWakeUps: (on) => {
      losesRows = on;
    },
  };
}
