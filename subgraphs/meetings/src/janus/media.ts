import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, unavailable } from '@parley/kit';
import { JanusCollector } from './janus-collector.js';
import { checkSecrets, JanusFault } from './janus-fault.js';
import { JanusProcess, type ProcessPlan } from './janus-process.js';
import type { ServerState } from './janus-client.js';
import type { MediaPlan } from './media-config.js';
import type { MediaEvent, MediaListener } from './media-event.js';
import { MediaServer } from './media-server.js';

const OWN = 'local';
/** Between attempts to start our own, where it did not come up. */
const AGAIN_MS = { first: 1_000, longest: 60_000 };

/** The media servers of the installation, and everything that happens on them. */
export class Media {
  private readonly listeners = new Set<MediaListener>();
  private readonly collector: JanusCollector;
  private readonly running: MediaServer[] = [];
  private process: JanusProcess | null = null;
  private lack: string | null = null;
  private trying: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();

  private constructor(
    private readonly plan: MediaPlan,
    private readonly logger: Logger,
  ) {
    this.collector = new JanusCollector(({ server, room, participant }, quality) => {
      this.tell({ server, room, participant, kind: 'quality', ...quality });
    }, plan.events);
  }

  /**
   * Connects to the servers of the plan, or starts a Janus of this machine. Without either, one goes on without:
   * `missing` says what to do about it.
   * @throws JanusFault when a server may not be used as it is set up, above all when it lets people in without a token
   */
  static async start(plan: MediaPlan, logger: Logger): Promise<Media> {
    checkSecrets(plan.secrets);
    const media = new Media(plan, logger);
    try {
      if (plan.servers.length > 0) await media.connect();
      else if (plan.process) await media.startOwn(plan.process);
      else media.lack = 'No media server: run Janus, as deploy/janus does, and name it in JANUS_URL.';
      return media;
    } catch (error) {
      // A fault of the set-up ends the start; what was begun is not left behind.
      await media.stop();
      throw error;
    }
  }

  /** What keeps rooms from working, as a sentence; null when nothing does. */
  get missing(): string | null {
    if (this.lack) return this.lack;
    return this.running.some(({ state }) => state === 'ready') ? null : 'No media server answers right now.';
  }

  /** Whether there are media servers at all, although none may answer right now. */
  get isSetUp(): boolean {
    return this.lack === null;
  }

  /** The name of the one that we started ourselves; null where there is none. */
  get own(): string | null {
    return this.process ? OWN : null;
  }

  /** All of them, also those that do not answer yet. */
  get names(): readonly string[] {
    return this.own === null ? this.running.map(({ name }) => name) : [this.own];
  }

  get health(): readonly { readonly name: string; readonly state: ServerState; readonly seats: number }[] {
    return this.running.map(({ name, state, seatCount }) => ({ name, state, seats: seatCount }));
  }

  /** Where recordings are written. */
  get recordings(): string {
    return this.plan.recordings;
  }

  /** Hears everything from now on. @returns ends it */
  follow(listener: MediaListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A server for a new room: one of those wanted if it answers, else that with the fewest seats. */
  place(wanted: readonly string[] = []): MediaServer {
    const ready = this.running.filter(({ state }) => state === 'ready');
    const first = wanted.flatMap((name) => ready.filter((server) => server.name === name))[0];
    const [emptiest] = ready.toSorted((a, b) => a.seatCount - b.seatCount);
    const chosen = first ?? emptiest;
    if (!chosen) throw unavailable(this.missing ?? 'No media server answers right now.');
    return chosen;
  }

  has(name: string): boolean {
    return this.running.some((server) => server.name === name);
  }

  /** The server of that name, where a room was placed. */
  server(name: string): MediaServer {
    const found = this.running.find((server) => server.name === name);
    if (!found) throw unavailable(`There is no media server ${name} any more`);
    return found;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    for (const server of this.running) server.stop();
    await this.process?.stop();
    // One that was being begun meanwhile.
    await this.trying;
    await this.process?.stop();
    await this.collector.close();
  }

  private async connect(): Promise<void> {
    const { secrets, servers } = this.plan;
    for (const place of servers) {
      this.running.push(new MediaServer({ ...place, secrets }, this.tell, this.logger));
    }
    await Promise.all(this.running.map((server) => server.start()));
  }

  private async startOwn(processPlan: NonNullable<MediaPlan['process']>): Promise<void> {
    const { binary, secrets } = this.plan;
    if (!existsSync(binary)) {
      this.lack = `No media server: install Janus (on Debian: apt-get install janus) or set JANUS_URL.`;
      return;
    }
    const eventsUrl = await this.collector.url();
    const plan = { ...processPlan(), binary, secrets, eventsUrl };
    if (!(await this.beginOwn(plan))) this.trying = this.beginOwnLater(plan);
  }

  /** @returns whether it runs; where not, the rest of the product works without rooms, and what is missing is said */
  private async beginOwn(plan: ProcessPlan): Promise<boolean> {
    const process = new JanusProcess(plan, this.ownDied, this.logger);
    this.process = process;
    try {
      await process.start();
      const url = await process.url();
      const server = new MediaServer({ name: OWN, url, secrets: plan.secrets }, this.tell, this.logger);
      this.running.push(server);
      await server.start();
      this.lack = null;
      return true;
    } catch (error) {
      // How it goes is only known by running it. Nothing of it is left behind.
      for (const server of this.running.splice(0)) server.stop();
      await process.stop();
      if (!(error instanceof JanusFault)) throw error;
      this.logger.error({ err: error }, 'janus cannot be used');
      this.lack = error.message;
      return false;
    }
  }

  /** The machine may only have been busy, or short of something: it is tried again, less and less often. */
  private async beginOwnLater(plan: ProcessPlan): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = AGAIN_MS.first; ; pause = Math.min(pause * 2, AGAIN_MS.longest)) {
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted || (await this.beginOwn(plan))) return;
    }
  }

  private readonly ownDied = (): void => {
    for (const server of this.running) server.declareLost();
  };

  private readonly tell = (event: MediaEvent): void => {
    for (const listener of this.listeners) listener(event);
  };

  /** The process id of the Janus that we started. */
  get pid(): number | null {
    return this.process?.pid ?? null;
  }
}
