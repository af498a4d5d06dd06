import { type FrameKind, isKeyFrame } from './clear-bytes.rules';
import { type FrameRules, FrameShutter } from './frame-shutter';
import { PictureGap } from './picture-gap';

/** What a track's transform is made for. */
export interface TrackOptions {
  readonly direction: 'send' | 'receive';
  readonly kind: FrameKind;
  /** Whose frames these have to be; null where they may be anybody's. */
  readonly owner: string | null;
  /** Names of the sizes that a picture is sent in; empty where there is one only. */
  readonly sizes: readonly string[];
}

/** A frame as browsers hand it out (https://w3c.github.io/webrtc-encoded-transform/); empty where nothing is said. */
interface EncodedFrame {
  data: ArrayBuffer;
}

/** What browsers give a worker for each track; TypeScript has it only where a whole program is a worker. */
interface Transformer {
  readonly options: TrackOptions;
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  generateKeyFrame?(size?: string): Promise<unknown>;
  sendKeyFrameRequest?(): Promise<unknown>;
}

/** How often it is told what became of frames, in milliseconds. */
const TELL_MS = 1_000;

const shutter = new FrameShutter();
const sentPictures = new Set<Transformer>();
let work: Promise<void> = Promise.resolve();

const isSent = ({ options }: Transformer): boolean => options.direction === 'send';
const isPicture = ({ options }: Transformer): boolean => options.kind === 'picture';

function through(transformer: Transformer): TransformStream<EncodedFrame, EncodedFrame> {
  const { kind, owner } = transformer.options;
  const gap = isPicture(transformer) && !isSent(transformer) ? new PictureGap() : null;
  return new TransformStream({
    async transform(frame, controller) {
      const data = new Uint8Array(frame.data);
      const turned = await (isSent(transformer) ? shutter.seal(kind, data) : shutter.open(kind, data, owner));
      if (gap?.after(isKeyFrame(data), turned !== null)) quietly(transformer.sendKeyFrameRequest?.());
      if (!turned) return;
      frame.data = turned.buffer;
      controller.enqueue(frame);
    },
  });
}

async function pass(transformer: Transformer): Promise<void> {
  if (isPicture(transformer) && isSent(transformer)) sentPictures.add(transformer);
  try {
    await transformer.readable.pipeThrough(through(transformer)).pipeTo(transformer.writable);
  } catch {
    // The track or its connection ended while a frame was on its way.
  }
  sentPictures.delete(transformer);
}

/** Refused while nothing is sent, and not known to every browser: the next key frame comes by itself. */
function quietly(asked: Promise<unknown> | undefined): void {
  asked?.catch(() => undefined);
}

/** Whoever can read from now on begins with a key frame, of every size: without a name browsers make that of the first. */
function beginAnew(): void {
  for (const track of sentPictures) {
    const { sizes } = track.options;
    if (sizes.length === 0) quietly(track.generateKeyFrame?.());
    for (const size of sizes) quietly(track.generateKeyFrame?.(size));
  }
}

self.addEventListener('rtctransform', (event) => {
  void pass((event as Event & { readonly transformer: Transformer }).transformer);
});

self.addEventListener('message', ({ data }: MessageEvent<FrameRules>) => {
  work = work.then(async () => {
    if (await shutter.follow(data)) beginAnew();
  });
});

setInterval(() => {
  const counts = shutter.counts();
  if (counts.opened + counts.refused > 0) postMessage(counts);
}, TELL_MS);
