import { randomUUID } from 'node:crypto';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { JANUS_SECRETS } from '@parley/kit/testing';
import { Viewer as Watcher } from '@parley/kit/testing/peers';
import { WebSocket } from 'ws';

interface Answer {
  readonly janus: string;
  readonly transaction?: string;
  readonly data?: { readonly id: number };
  readonly plugindata?: { readonly data: Readonly<Record<string, unknown>> };
  readonly jsep?: { readonly sdp: string };
}

const SECONDS = 1_000;

/** As the bridge makes it: whom a room lets in, for a minute. */
function tokenFor(room: string): string {
  const data = `${String(Math.floor(Date.now() / SECONDS) + 60)},janus.plugin.videoroom,room=${room},participant=bare`;
  const signature = createHmac('sha1', JANUS_SECRETS.JANUS_TOKEN_SECRET).update(data).digest('base64');
  return `${data}:${signature}`;
}

/** A script that does with Janus what has to be done to receive somebody, and nothing else. */
export class BareJanus {
  private readonly waiting = new Map<string, (answer: Answer) => void>();
  private session = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      // The answer of a plugin comes after the word that it was heard.
      if (answer.janus !== 'ack') this.waiting.get(answer.transaction ?? '')?.(answer);
    });
  }

  static async connect(url: string): Promise<BareJanus> {
    const socket = new WebSocket(url, 'janus-protocol');
    await once(socket, 'open');
    const bare = new BareJanus(socket);
    bare.session = (await bare.ask({ janus: 'create' })).data?.id ?? 0;
    return bare;
  }

  /** Enters a room, receives everybody who sends there, and waits for the first picture. @returns milliseconds */
  async watch(room: string): Promise<number> {
    const before = performance.now();
    const publisher = await this.attach();
    const id = `bare-${randomUUID()}`;
    const token = tokenFor(room);
    const entered = await this.tell(publisher, { request: 'join', ptype: 'publisher', room, id, token });
    const { publishers = [], private_id } = entered.plugindata?.data ?? {};
    const streams = (publishers as readonly { readonly id: string }[]).map(({ id: feed }) => ({ feed }));
    const handle = await this.attach();
    const wish = { request: 'join', ptype: 'subscriber', room, private_id, token, streams };
    const { jsep } = await this.tell(handle, wish);
    const watcher = new Watcher({
      trickle: (candidate) => {
        void this.ask({ ...this.at(handle), janus: 'trickle', candidate: candidate ?? { completed: true } });
      },
    });
    const sdp = await watcher.answer(jsep?.sdp ?? '');
    await this.tell(handle, { request: 'start' }, { type: 'answer', sdp });
    watcher.hearAll(jsep?.sdp ?? '');
    while (watcher.received('1') === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const took = performance.now() - before;
    watcher.close();
    for (const each of [publisher, handle]) await this.ask({ ...this.at(each), janus: 'detach' });
    return took;
  }

  close(): void {
    this.socket.terminate();
  }

  private async attach(): Promise<number> {
    const { data } = await this.ask({
      ...{ janus: 'attach', plugin: 'janus.plugin.videoroom', session_id: this.session },
    });
    return data?.id ?? 0;
  }

  private at(handle: number) {
    return { session_id: this.session, handle_id: handle };
  }

  private tell(handle: number, body: object, jsep?: object): Promise<Answer> {
    return this.ask({ ...this.at(handle), janus: 'message', body, ...(jsep && { jsep }) });
  }

  private ask(request: object): Promise<Answer> {
    const transaction = randomUUID();
    const answer = new Promise<Answer>((resolve) => this.waiting.set(transaction, resolve));
    this.socket.send(JSON.stringify({ ...request, transaction, apisecret: JANUS_SECRETS.JANUS_API_SECRET }));
    return answer.finally(() => this.waiting.delete(transaction));
  }
}
