import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  FrameError,
  FrameReader,
  FrameWriter,
  frameKinds,
  newFrame,
  type Frame,
} from '../src/wire-frames.js';
import { answerFrame, fitsWire, questionFrame, readAnswer, readQuestion } from '../src/wire-messages.js';

const MOST = 1_000;
const question = (id: number, body: string) => questionFrame(id, { proof: 'p.q.r', body: Buffer.from(body) });

interface Read extends Pick<Frame, 'id' | 'kind'> {
  readonly text: string;
}

/** Payloads are views of what was read: kept as text. */
function readerOf(most = MOST) {
  const frames: Read[] = [];
  const reader = new FrameReader(most, ({ id, kind, payload }) => {
    frames.push({ id, kind, text: payload.toString() });
  });
  return { frames, reader };
}

describe('frames', () => {
  const sent = [
    question(1, '{"query":"{ é }"}'),
    newFrame(7, frameKinds.cancel, 0).frame,
    question(4_294_967_295, ''),
  ];
  const bytes = Buffer.concat(sent);

  test('are read alike, wherever they are cut on their way', () => {
    const whole = readerOf();
    whole.reader.read(bytes);
    expect(whole.frames.map(({ id, kind }) => [id, kind])).toEqual([
      [1, frameKinds.question],
      [7, frameKinds.cancel],
      [4_294_967_295, frameKinds.question],
    ]);
    for (let first = 0; first <= bytes.length; first += 1) {
      for (const second of [first, first + 1, first + 9]) {
        const { frames, reader } = readerOf();
        for (const part of [
          bytes.subarray(0, first),
          bytes.subarray(first, second),
          bytes.subarray(second),
        ]) {
          reader.read(part);
        }
        expect(frames).toEqual(whole.frames);
      }
    }
    const { frames, reader } = readerOf();
    for (const byte of bytes) reader.read(Buffer.of(byte));
    expect(frames).toEqual(whole.frames);
  });

  test.each([
    ['one byte larger than any that is sent', newFrame(1, frameKinds.question, MOST - 4).frame],
    ['too short for its head', Buffer.from([0, 0, 0, 4, 0, 0, 0, 1])],
    ['of no known kind', Buffer.from([0, 0, 0, 5, 0, 0, 0, 1, 9])],
  ])('that are %s are refused before they are kept', (_what, frame) => {
    const { frames, reader } = readerOf();
    expect(() => {
      reader.read(frame);
    }).toThrow(FrameError);
    expect(frames).toEqual([]);
  });

  test('of the largest size are taken', () => {
    const { frames, reader } = readerOf();
    reader.read(newFrame(1, frameKinds.question, MOST - 5).frame);
    expect(frames).toHaveLength(1);
  });

  test('that are said in one turn leave in one write, in their order', async () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    let written = 0;
    const writer = new FrameWriter(stream, () => (written += 1));
    for (const frame of sent) writer.write(frame);
    expect(written).toBe(0);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(written).toBe(1);
    expect(chunks).toEqual([bytes]);
  });

  test('larger ones are not copied together, and arrive whole', async () => {
    const stream = new PassThrough();
    const large = question(2, 'x'.repeat(100_000));
    const { frames, reader } = readerOf(200_000);
    stream.on('data', (chunk: Buffer) => {
      reader.read(chunk);
    });
    const writer = new FrameWriter(stream);
    for (const frame of [question(1, 'a'), large, question(3, 'b')]) writer.write(frame);
    await expect
      .poll(() => frames.map(({ id, text }) => [id, text.length]))
      .toEqual([
        [1, 8],
        [2, 100_007],
        [3, 8],
      ]);
  });

  test.each([
    ['that was destroyed', (stream: PassThrough) => stream.destroy()],
    ['that the other side has closed', (stream: PassThrough) => stream.resume().end()],
  ])('are not written to a connection %s, and are not said to be', async (_what, close) => {
    const stream = new PassThrough();
    let written = 0;
    const writer = new FrameWriter(stream, () => (written += 1));
    close(stream);
    await new Promise(setImmediate);
    writer.write(question(1, 'a'));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(written).toBe(0);
  });
});

test('a question and an answer are read as they were written', () => {
  const asked = { proof: 'h.c.s', body: Buffer.from('{"query":"{ Zoë 👋 }"}') };
  const { proof, body } = readQuestion(questionFrame(1, asked).subarray(9));
  expect([proof, body.toString()]).toEqual([asked.proof, asked.body.toString()]);
  const answer = { status: 200, isPlain: true, text: '{"data":{"name":"Zoë 👋"}}' };
  expect(readAnswer(answerFrame(1, answer).subarray(9))).toEqual(answer);
});

test('an answer that is too short to be one is refused as a frame', () => {
  expect(() => readAnswer(Buffer.from([0, 200]))).toThrow(FrameError);
});

test('what does not fit is known before it is sent', () => {
  expect(fitsWire({ proof: 'p', body: Buffer.alloc(1_000_000) })).toBe(true);
  expect(fitsWire({ proof: 'p', body: Buffer.alloc(1_048_576) })).toBe(false);
  expect(fitsWire({ proof: 'p'.repeat(65_536), body: Buffer.alloc(1) })).toBe(false);
});
