import { describe, expect, test } from 'vitest';
import { cursorAt, Edge, Recorder } from '../../test/edge.js';

describe('sharing', () => {
  test('everyone hears everything once and in order, from one upstream', async () => {
    const edge = new Edge();
    const sinks = Array.from({ length: 50 }, () => new Recorder());
    for (const sink of sinks) edge.join(sink, null);
    await edge.settled();
    for (const text of ['one', 'two', 'three']) edge.subgraph.append(text);
    await edge.settled();
    for (const { heard } of sinks) expect(heard).toEqual(['caughtUp', 'one', 'two', 'three']);
    expect(edge.subgraph.opened).toEqual([null]);
  });

  test('whoever resumes on the tape is sent what they missed, and nothing is asked for', async () => {
    const edge = new Edge();
    edge.join(new Recorder(), null);
    await edge.settled();
    for (const text of ['one', 'two', 'three']) edge.subgraph.append(text);
    await edge.settled();
    const late = new Recorder();
    edge.join(late, cursorAt(1));
    await edge.settled();
    edge.subgraph.append('four');
    await edge.settled();
    expect(late.heard).toEqual(['two', 'three', 'caughtUp', 'four']);
    expect(edge.subgraph.opened).toEqual([null]);
  });

  test('a thousand who resume with one cursor after a restart cost one upstream and ten batches of grants', async () => {
    const edge = new Edge(250);
    for (let n = 1; n <= 100; n++) edge.subgraph.append(String(n));
    const sinks = Array.from({ length: 1_000 }, () => new Recorder());
    for (const sink of sinks) edge.join(sink, cursorAt(0));
    await expect.poll(() => sinks.every(({ heard }) => heard.length === 101)).toBe(true);
    for (const { heard } of sinks) expect(heard.at(-1)).toBe('caughtUp');
    expect(edge.subgraph.opened).toEqual([cursorAt(0)]);
    expect(edge.subgraph.grantsAsked).toBeLessThanOrEqual(20);
  });

  test('when the last one leaves nothing is left open', async () => {
    const edge = new Edge();
    const readers = [edge.join(new Recorder(), null), edge.join(new Recorder(), null)];
    await edge.settled();
    for (const reader of readers) reader.home?.leave(reader);
    await edge.settled();
    expect([edge.subgraph.live.size, edge.over]).toEqual([0, 1]);
  });

  test('someone who leaves while they are asked about is sent nothing, and leaves nothing', async () => {
    const edge = new Edge();
    const resume = edge.subgraph.hold();
    const sink = new Recorder();
    const reader = edge.join(sink, null);
    await edge.settled();
    reader.home?.leave(reader);
    resume();
    await edge.settled();
    expect([sink.heard, edge.subgraph.live.size]).toEqual([[], 0]);
  });
});

describe('older cursors', () => {
  test('are caught up from by branches that all with one cursor share, and that end at the trunk', async () => {
    const edge = new Edge();
    for (let n = 1; n <= 40; n++) edge.subgraph.append(String(n));
    edge.join(new Recorder(), null);
    await edge.settled();
    const old = Array.from({ length: 20 }, () => new Recorder());
    for (const [n, sink] of old.entries()) edge.join(sink, cursorAt(n % 2 === 0 ? 0 : 10));
    await edge.settled();
    edge.subgraph.append('41');
    await edge.settled();
    for (const [n, { heard }] of old.entries()) {
      const first = n % 2 === 0 ? 1 : 11;
      const missed = Array.from({ length: 41 - first }, (_, k) => String(first + k));
      expect(heard).toEqual([...missed, 'caughtUp', '41']);
    }
    expect(edge.subgraph.opened).toEqual([null, cursorAt(0), cursorAt(10)]);
    expect(edge.subgraph.live.size).toBe(1);
  });

  test('that are too old are answered so, and those who came without one go on', async () => {
    const edge = new Edge();
    for (let n = 1; n <= 5; n++) edge.subgraph.append(String(n));
    edge.subgraph.oldest = 3;
    const [old, fresh] = [new Recorder(), new Recorder()];
    edge.join(old, cursorAt(1));
    edge.join(fresh, null);
    await edge.settled();
    edge.subgraph.append('6');
    await edge.settled();
    expect([old.heard, old.over]).toEqual([['cursorExpired'], 'complete']);
    expect(fresh.heard).toEqual(['caughtUp', '6']);
  });
});

describe('slow followers', () => {
  test('hold nobody up, and are brought on from where they stopped, however far that is', async () => {
    const edge = new Edge();
    const [slow, quick] = [new Recorder(3), new Recorder()];
    edge.join(slow, null);
    edge.join(quick, null);
    await edge.settled();
    const texts = Array.from({ length: 2_000 }, (_, n) => String(n + 1));
    for (const text of texts) edge.subgraph.append(text);
    await edge.settled();
    expect(slow.heard).toEqual(['caughtUp', '1', '2']);
    expect(quick.heard).toEqual(['caughtUp', ...texts]);
    // Room for one more each time, until all is read.
    while (slow.heard.length < 2_001) {
      slow.readOn();
      await new Promise(setImmediate);
    }
    expect(slow.heard).toEqual(['caughtUp', ...texts]);
    slow.readOn();
    edge.subgraph.append('last');
    await edge.settled();
    slow.readOn();
    await edge.settled();
    expect([slow.heard.at(-1), quick.heard.at(-1)]).toEqual(['last', 'last']);
    expect(edge.subgraph.live.size).toBe(1);
  });
});

describe('revocation', () => {
  const inTouch = async () => {
    const edge = new Edge();
    const sinks = { stays: new Recorder(), goes: new Recorder(), guest: new Recorder() };
    const grants = [{ targetId: 'channel', actions: ['READ'], grantedById: 'user_goes' }];
    edge.join(sinks.stays, null, { id: 'user_stays' });
    edge.join(sinks.goes, null, { id: 'user_goes' });
    edge.join(sinks.guest, null, { id: 'user_guest', kind: 'guest', grants });
    await edge.settled();
    edge.subgraph.append('before');
    await edge.settled();
    return { edge, sinks };
  };

  test('nothing at or after the position of the loss is sent; the others go on', async () => {
    const { edge, sinks } = await inTouch();
    edge.subgraph.banned.add('user_goes').add('user_guest');
    edge.subgraph.append('user_goes is removed', ['user_goes']);
    edge.subgraph.append('secret');
    await edge.settled();
    for (const { heard, over } of [sinks.goes, sinks.guest]) {
      expect([heard, over]).toEqual([['caughtUp', 'before'], 'complete']);
    }
    expect(sinks.stays.heard).toEqual(['caughtUp', 'before', 'user_goes is removed', 'secret']);
    expect(sinks.stays.over).toBe(null);
  });

  test('whoever keeps their right misses nothing by being asked about', async () => {
    const { edge, sinks } = await inTouch();
    const resume = edge.subgraph.hold();
    edge.subgraph.append('new rules', 'everyone');
    edge.subgraph.append('after');
    await edge.settled();
    expect(sinks.stays.heard).toEqual(['caughtUp', 'before']);
    resume();
    await edge.settled();
    for (const { heard } of Object.values(sinks)) {
      expect(heard).toEqual(['caughtUp', 'before', 'new rules', 'after']);
    }
  });

  test('a right that is lost while it is asked for counts', async () => {
    const { edge } = await inTouch();
    const resume = edge.subgraph.hold();
    const sink = new Recorder();
    edge.join(sink, null, { id: 'user_late' });
    await edge.settled();
    edge.subgraph.banned.add('user_late');
    edge.subgraph.append('user_late is removed', ['user_late']);
    edge.subgraph.append('secret');
    await edge.settled();
    resume();
    await edge.settled();
    expect(sink.heard).toEqual([]);
    expect(sink.over).toMatchObject([{ message: 'Channel not found' }]);
  });

  test('a right that is lost between the first answer and the opening of the stream counts', async () => {
    const edge = new Edge();
    const resume = edge.subgraph.hold();
    const sink = new Recorder();
    edge.join(sink, null, { id: 'user_first' });
    await edge.settled();
    edge.subgraph.banned.add('user_first');
    edge.subgraph.append('user_first is removed', ['user_first']);
    resume();
    await edge.settled();
    edge.subgraph.append('secret');
    await edge.settled();
    expect(sink.heard).toEqual([]);
    expect(sink.over).toBe('complete');
  });

  test('a slow follower is held where they are, not where the stream is', async () => {
    const { edge } = await inTouch();
    const slow = new Recorder(2);
    edge.join(slow, cursorAt(0), { id: 'user_slow' });
    await edge.settled();
    for (const text of ['two', 'three']) edge.subgraph.append(text);
    edge.subgraph.banned.add('user_slow');
    edge.subgraph.append('user_slow is removed', ['user_slow']);
    await edge.settled();
    slow.readOn();
    await edge.settled();
    expect([slow.heard, slow.over]).toEqual([['before', 'caughtUp'], 'complete']);
  });

  test('who is refused opens nothing', async () => {
    const edge = new Edge();
    edge.subgraph.banned.add('user_stranger');
    const sink = new Recorder();
    edge.join(sink, null, { id: 'user_stranger' });
    await edge.settled();
    expect([edge.subgraph.opened, sink.over]).toMatchObject([[], [{ message: 'Channel not found' }]]);
  });
});

test('an execution that turns out to depend on who asks hands everyone over, each with their cursor', async () => {
  const edge = new Edge();
  edge.join(new Recorder(), null);
  edge.join(new Recorder(), null);
  await edge.settled();
  edge.subgraph.append('one');
  await edge.settled();
  edge.subgraph.appendWithoutOrder();
  await edge.settled();
  expect(edge.alone.map(({ cursor }) => cursor)).toEqual([cursorAt(1), cursorAt(1)]);
  expect([edge.over, edge.subgraph.live.size]).toEqual([1, 0]);
});

/** Mulberry32, so that a failing run can be repeated (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test.each(Array.from({ length: 20 }, () => [Math.floor(Math.random() * 2 ** 31)]))(
  'however they come, read, stop and resume, everyone hears the stream (seed %i)',
  async (seed) => {
    const below = random(seed);
    const edge = new Edge();
    const sinks: { readonly sink: Recorder; readonly from: number }[] = [];
    let appended = 0;
    for (let step = 0; step < 300; step++) {
      const act = below(10);
      if (act < 2) {
        const from = below(appended + 1);
        const sink = new Recorder(1 + below(40));
        edge.join(sink, cursorAt(from));
        sinks.push({ sink, from });
      } else if (act < 7) {
        for (let n = below(20); n >= 0; n--) edge.subgraph.append(String(++appended));
      } else if (act < 9) sinks[below(sinks.length || 1)]?.sink.readOn();
      else await edge.settled();
    }
    const isWhole = () => sinks.every(({ sink, from }) => sink.heard.length === appended - from + 1);
    while (!isWhole()) {
      for (const { sink } of sinks) sink.readOn();
      await new Promise(setImmediate);
    }
    for (const { sink, from } of sinks) {
      const events = sink.heard.filter((text) => text !== 'caughtUp');
      expect(events).toEqual(Array.from({ length: appended - from }, (_, n) => String(from + n + 1)));
    }
  },
);
