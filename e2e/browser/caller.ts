import type { Browser, Locator, Page } from 'playwright-core';
import { CallsNowDocument, CancelCallDocument, HangUpCallDocument } from '../generated/graphql.js';
import { aKey, type Role } from '../people.js';
import { a } from '../product.js';
import { type Equipment, Visitor } from './visitor.js';

/** Cameras and microphones that Chromium makes itself, and allows without asking. */
export const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** The same with few pictures a second: every camera of a room is encoded in three sizes, on the one machine of the test. */
export const SLOW_DEVICES = FAKE_DEVICES.map((flag) =>
  flag.includes('fake-device') ? `${flag}=fps=10` : flag,
);

/** Ends whatever of these people's calls rings or runs: it would ring on in the next test. */
export async function endCallsOf(...roles: readonly Role[]): Promise<void> {
  for (const role of roles) {
    const person = await a(role);
    const { viewer } = await person.get(CallsNowDocument, {});
    for (const { id, state, caller } of viewer?.activeCalls ?? []) {
      const input = { callId: id, key: aKey() };
      if (state !== 'RINGING') await person.get(HangUpCallDocument, { input });
      else if (caller?.id === person.id) await person.get(CancelCallDocument, { input });
    }
  }
}

/** What the open connections counted so far of what they received. */
export interface Received {
  readonly frames: number;
  readonly soundBytes: number;
  readonly pictureBytes: number;
}

declare global {
  interface Window {
    /** Every connection that the page made, the newest last. */
    peers?: RTCPeerConnection[];
    /** Where the browser asks before a microphone may be used: allows it. */
    allowMicrophone?: () => void;
  }
}

/** Somebody at a browser whose calls can be measured: what arrives, not what the page says of it. */
export class Caller implements AsyncDisposable {
  private constructor(
    private readonly visitor: Visitor,
    readonly page: Page,
  ) {}

  static async signIn(browser: Browser, role: Role, equipment: Equipment = {}): Promise<Caller> {
    const visitor = await Visitor.signIn(browser, role, equipment);
    const { page } = visitor;
    await visitor.context.addInitScript(() => {
      const peers: RTCPeerConnection[] = [];
      window.peers = peers;
      const Original = window.RTCPeerConnection;
      window.RTCPeerConnection = class extends Original {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          peers.push(this);
        }
      };
    });
    await page.reload();
    await page.getByRole('navigation', { name: 'Channels' }).waitFor();
    return new Caller(visitor, page);
  }

  /** These people, each at a browser of their own. */
  static all<const Roles extends readonly Role[]>(
    browser: Browser,
    ...roles: Roles
  ): Promise<{ [At in keyof Roles]: Caller }> {
    const callers = roles.map((role) => Caller.signIn(browser, role));
    return Promise.all(callers) as Promise<{ [At in keyof Roles]: Caller }>;
  }

  get faults(): readonly string[] {
    return this.visitor.faults;
  }

  /** Calls somebody from their card. */
  async call(personId: string, how: 'Call' | 'Video call' = 'Video call'): Promise<void> {
    await this.page.goto(`/people/${personId}`);
    await this.page.getByRole('button', { name: how, exact: true }).click();
  }

  ring(name: string): Locator {
    return this.page.getByRole('region', { name: `${name} is calling you` });
  }

  async answer(name: string, how = 'Answer with video'): Promise<void> {
    await this.ring(name).getByRole('button', { name: how, exact: true }).click();
  }

  control(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Controls of the call' }).getByRole('button', {
      name,
      exact: true,
    });
  }

  /** Waits until the call is on screen and its clock runs. */
  async talks(): Promise<void> {
    await this.page.getByRole('timer').waitFor();
    await this.control('Leave').waitFor();
  }

  get stage(): Locator {
    return this.page.locator('app-call-stage');
  }

  /** The moving picture that is named so. */
  pictureOf(name: string): Locator {
    return this.stage.locator(`video[aria-label="${name}"]`);
  }

  /** Waits until moving pictures and sound arrive. */
  async sees(): Promise<void> {
    await this.receives(({ frames, soundBytes }) => frames > 5 && soundBytes > 1_000);
  }

  /** Waits until sound arrives. */
  async hears(): Promise<void> {
    await this.receives(({ soundBytes }) => soundBytes > 1_000);
  }

  /** Resolves once the server tells this page what matches, over a socket that it opens from now on. */
  told(what: RegExp): Promise<void> {
    return new Promise((resolve) => {
      this.page.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => {
          if (what.test(payload.toString())) resolve();
        });
      });
    });
  }

  /** From now on the browser asks before a microphone may be used; what is returned allows it. */
  async asksForMicrophone(): Promise<() => Promise<void>> {
    await this.page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      const allowed = new Promise<void>((allow) => {
        window.allowMicrophone = allow;
      });
      devices.getUserMedia = async (constraints) => {
        if (constraints?.audio) await allowed;
        return open(constraints);
      };
    });
    return () => this.page.evaluate(() => window.allowMicrophone?.());
  }

  async handOver(name: string, how: 'Hand over now' | 'Ask first'): Promise<void> {
    await this.control('More').click();
    await this.page.getByRole('menuitem', { name: 'Hand over' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Hand over' });
    await dialog.getByLabel('Who takes the call over').fill(name.slice(0, 5));
    await dialog.getByRole('button', { name: new RegExp(name) }).click();
    await dialog.getByRole('button', { name: how }).click();
  }

  received(): Promise<Received> {
    return this.page.evaluate(async () => {
      const open = window.peers?.filter(({ connectionState }) => connectionState !== 'closed') ?? [];
      const reports = await Promise.all(open.map((peer) => peer.getStats()));
      const found = { frames: 0, soundBytes: 0, pictureBytes: 0 };
      for (const entry of reports.flatMap((report) => [...report.values()])) {
        const { type, kind, bytesReceived, framesDecoded } = entry as RTCInboundRtpStreamStats;
        if (type !== 'inbound-rtp') continue;
        if (kind === 'audio') found.soundBytes += bytesReceived ?? 0;
        else {
          found.frames += framesDecoded ?? 0;
          found.pictureBytes += bytesReceived ?? 0;
        }
      }
      return found;
    });
  }

  /** Which way the newest connection takes; it is another once the two devices have looked for one anew. */
  way(): Promise<string | undefined> {
    return this.page.evaluate(
      () => /^a=ice-ufrag:(\S+)/m.exec(window.peers?.at(-1)?.currentRemoteDescription?.sdp ?? '')?.[1],
    );
  }

  /** Waits until what was received satisfies a condition, and tells what it was then. */
  async receives(enough: (received: Received) => boolean): Promise<Received> {
    const end = Date.now() + 20_000;
    for (;;) {
      const received = await this.received();
      if (enough(received)) return received;
      if (Date.now() > end) throw new Error(`Received only ${JSON.stringify(received)}`);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** What arrives within a while, which is what is asked about. */
  async within(milliseconds: number): Promise<Received> {
    const before = await this.received();
    await this.page.waitForTimeout(milliseconds);
    const after = await this.received();
    return {
      frames: after.frames - before.frames,
      soundBytes: after.soundBytes - before.soundBytes,
      pictureBytes: after.pictureBytes - before.pictureBytes,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.visitor.context.close();
  }
}
