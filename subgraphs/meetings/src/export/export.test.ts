import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Viewer, newId } from '@parley/kit';
import { callerOf } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
let server: Server;
const asking = new Map<string, Viewer>();
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
  server = createServer((request, response) => {
    const viewer = asking.get(String(request.headers['x-who'])) ?? null;
    void meetings.test.runtime.http(request, response, callerOf(viewer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await meetings.stop();
});

/** What the door answers somebody: its status where it refuses, and the text. */
async function had(who: Viewer | null, path: string, method = 'GET'): Promise<string> {
  if (who) asking.set(who.id, who);
  const { port } = server.address() as AddressInfo;
  const headers = who ? { 'x-who': who.id } : {};
  const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method, headers });
  if (response.status !== 200) return String(response.status);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}

const linesOf = (table: string): string[] => table.trimEnd().split('\r\n').slice(1);

test('hosts have who was there as a table, which a spreadsheet does not reckon with; it is written down', async () => {
  const host = await rooms.host({ displayName: 'Ana, "A"' });
  const [evil] = (await meetings.people([{ displayName: '=HYPERLINK("x")' }])) as [Viewer];
  const { id } = await rooms.with(host, [evil]);
  for (const each of [host, evil]) await rooms.place(each, id);
  const path = `/m/attendance/${id}.csv`;
  const table = await had(host, path);
  expect(
    table.startsWith('\uFEFFpersonId,person,joinedAt,leftAt,seconds,spokeSeconds,hands,reactions\r\n'),
  ).toBe(true);
  const [first, second, ...rest] = linesOf(table);
  expect(rest).toEqual([]);
  expect(first).toMatch(new RegExp(`^${host.id},"Ana, ""A""",[^,]+Z,,\\d+,0,0,0$`));
  expect(second).toMatch(new RegExp(`^${evil.id},"'=HYPERLINK\\(""x""\\)",`));
  expect([await had(evil, path), await had(null, path)]).toEqual(['403', '401']);
  const [stranger] = (await rooms.others(1)) as [Viewer];
  expect(await had(stranger, path)).toBe('404');
  const audited: unknown = await meetings.test.runtime.database.query(
    `select actor_id, refused from audit_entry where action = 'exportAttendance' and target_id = $1`,
    [id],
  );
  expect(audited).toEqual([{ actor_id: host.id, refused: false }]);
});

test('those of a meeting have what was said as subtitles, whole', async () => {
  const [amara, wanjiru, other] = await meetings.three();
  const { id: callId } = await meetings.talking(amara, wanjiru);
  const { meeting } = await meetings.must(amara, `query ($id: ID!) { call(id: $id) { meeting { id } } }`, {
    id: callId,
  });
  const cues = Array.from({ length: 1_001 }, (_, n) => {
    const second = String(n % 60).padStart(2, '0');
    const minute = String(Math.floor(n / 60)).padStart(2, '0');
    return `\n${minute}:${second}.000 --> ${minute}:${second}.500\n<v Radio>${String(n)} &lt; x</v>\n`;
  });
  const imported = await meetings.must(
    amara,
    `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`,
    { input: { meetingId: meeting.id, text: `WEBVTT\n${cues.join('')}`, key: aKey() } },
  );
  const path = `/m/transcripts/${String(imported.id)}.vtt`;
  const file = await had(wanjiru, path);
  expect(file.startsWith('WEBVTT\n\n00:00:00.000 --> 00:00:00.500\n<v Radio>0 &lt; x</v>\n')).toBe(true);
  expect(file.match(/-->/g)).toHaveLength(1_001);
  // As subtitles of a film that began later: those before are left out, and one that goes on is cut.
  const later = await had(wanjiru, `${path}?since=998.25`);
  expect(later).toBe(
    [
      ...['WEBVTT\n\n00:00:00.000 --> 00:00:00.250\n<v Radio>998 &lt; x</v>\n'],
      ...['\n00:00:00.750 --> 00:00:01.250\n<v Radio>999 &lt; x</v>\n'],
      ...['\n00:00:01.750 --> 00:00:02.250\n<v Radio>1000 &lt; x</v>\n'],
    ].join(''),
  );
  expect(await had(wanjiru, `${path}?since=-1`)).toBe('400');
  expect(await had(other, path)).toBe('404');
});

test('everybody has their own calls as a table, and who reads the audit trail those of all', async () => {
  const organizationId = newId('organization');
  const [amara, wanjiru, auditor] = (await meetings.people([
    { organizationId, displayName: 'Amara' },
    { organizationId, displayName: 'Wanjiru' },
    { organizationId, permissions: ['SEE_AUDIT'] },
  ])) as [Viewer, Viewer, Viewer];
  const { id, mine } = await meetings.talking(amara, wanjiru);
  const sample = { roundTripMs: 0, jitterMs: 0, lossRatio: 0, bitrateKbps: 500 };
  await meetings.must(amara, `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`, {
    input: { participantId: mine.participant.id, sample, key: aKey() },
  });
  await meetings.act(amara, 'hangUpCall', id);
  await meetings.ring(wanjiru, auditor);
  const own = linesOf(await had(amara, '/m/calls.csv'));
  expect(own).toHaveLength(1);
  const facts = [`^${id}`, '[^,]+Z', '[^,]+Z', '[^,]+Z', '\\d+', 'ENDED', 'HUNG_UP', 'false'];
  const people = [amara.id, 'Amara', wanjiru.id, 'Wanjiru', '4.39$'];
  expect(own[0]).toMatch(new RegExp([...facts, ...people].join(',')));
  expect(linesOf(await had(amara, '/m/calls.csv?to=2020-01-01'))).toEqual([]);
  expect(linesOf(await had(auditor, '/m/calls.csv'))).toEqual([]);
  expect(linesOf(await had(auditor, '/m/organization/calls.csv'))).toEqual(own);
  expect(await had(amara, '/m/organization/calls.csv')).toBe('403');
  expect(await had(amara, '/m/calls.csv?from=soon')).toBe('400');
  expect(await had(amara, '/m/calls.csv', 'POST')).toBe('405');
  expect(await had(amara, '/m/other')).toBe('404');
});
