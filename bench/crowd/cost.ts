import { setTimeout as pause } from 'node:timers/promises';
import { cpuMilliseconds, median, residentKilobytes } from '../measure.js';
import type { Server } from '../product.js';
import { Crowd, type Target, type Told } from './crowd.js';

/** Work that goes on after the last delivery is counted with it. */
const TRAIL_MS = 50;
const IDLE_MS = 1_000;
const WARM_UP = 10;
const ALONE = 20;
/** A cold server spends twice as much on a publication; taken off later, that would flatter it. */
const ALONE_WARM_UP_MS = 4_000;
/** What is slow is measured with fewer messages: the run ends by itself. */
const LONGEST_ROUND_MS = 10_000;

/** What one round gave. */
export interface Round {
  /** Microseconds of processor for one delivery, over what the publication costs with nobody there. */
  readonly cpu: number;
  /** Milliseconds from publication to last delivery, of each publication. */
  readonly last: readonly number[];
  readonly missing: number;
}

/** One server with its crowd, whose costs are taken. */
export class Subject {
  readonly crowd: Crowd;
  /** Milliseconds of processor for a publication that nobody hears, and for a millisecond in which nothing happens. */
  private alone = 0;
  private idle = 0;

  constructor(
    private readonly server: Server,
    private readonly target: Target,
  ) {
    this.crowd = new Crowd(target);
  }

  /** Before anybody joins: what a publication costs by itself. */
  async takeAlone(): Promise<void> {
    const warm = performance.now() + ALONE_WARM_UP_MS;
    while (performance.now() < warm) await this.tell(WARM_UP);
    const before = cpuMilliseconds(this.server.pid);
    const { length } = await this.tell(ALONE);
    await pause(TRAIL_MS);
    this.alone = (cpuMilliseconds(this.server.pid) - before) / length;
  }

  /** Lets sockets join until there are as many; gives the kilobytes that are resident once no garbage is. */
  async gather(size: number): Promise<number> {
    await this.crowd.gather(size);
    await this.server.collect();
    return residentKilobytes(this.server.pid);
  }

  /** With everybody there and nothing said: what just waiting costs. */
  async takeIdle(): Promise<void> {
    const before = cpuMilliseconds(this.server.pid);
    await pause(IDLE_MS);
    this.idle = (cpuMilliseconds(this.server.pid) - before) / IDLE_MS;
    await this.tell(WARM_UP);
  }

  async round(messages: number): Promise<Round> {
    const began = performance.now();
    const before = cpuMilliseconds(this.server.pid);
    const told = await this.tell(messages);
    await pause(TRAIL_MS);
    const waited = (performance.now() - began) * this.idle;
    const spent = cpuMilliseconds(this.server.pid) - before - waited - this.alone * told.length;
    const deliveries = told.length * this.crowd.size * this.target.heardBySocket;
    return {
      cpu: (spent * 1_000) / deliveries,
      last: told.map(({ milliseconds }) => milliseconds),
      missing: told.reduce((sum, { missing }) => sum + missing, 0),
    };
  }

  /** The cost of waiting and of publishing, for people. */
  get overheads(): string {
    return `${this.alone.toFixed(2)} ms a publication with nobody there, ${(this.idle * 100).toFixed(1)} % of a core idle`;
  }

  /** Publishes as often as asked, while there is time and everything arrives. */
  private async tell(messages: number): Promise<Told[]> {
    const told: Told[] = [];
    const end = performance.now() + LONGEST_ROUND_MS;
    while (told.length < messages && performance.now() < end && (told.at(-1)?.missing ?? 0) === 0) {
      told.push(await this.crowd.tell());
    }
    return told;
  }
}

/** What several rounds gave. */
export interface Cost {
  readonly cpu: number;
  readonly last: number;
  readonly missing: number;
}

/** The medians of rounds. */
export const costOf = (rounds: readonly Round[]): Cost => ({
  cpu: median(rounds.map(({ cpu }) => cpu)),
  last: median(rounds.flatMap(({ last }) => last)),
  missing: rounds.reduce((sum, { missing }) => sum + missing, 0),
});
