import { describe, expect, onTestFinished, test } from 'vitest';
import { Device, startRouted } from '../../test/devices.js';
import { aJanus, hasJanus, withServers } from '../../test/janus-media.js';
import { aKey } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

const REGIONS = '{ mediaRegions { code name url countries enabled healthy } }';
const SAVE = `mutation ($input: SaveMediaRegionInput!) { saveMediaRegion(input: $input) { code name } }`;
const WHERE = `query ($id: ID!) { meeting(id: $id) { mediaRegion { code } mediaRegionBecause
  mediaPlacement { reason milliseconds } } }`;

/** Meetings with media servers in two regions. */
async function twoRegions() {
  const [eu, ke] = [await aJanus(), await aJanus()];
  const meetings = await startRouted(withServers(`NORTH=${await eu.url()},SOUTH=${await ke.url()}`));
  onTestFinished(() => meetings.stop());
  const rooms = new Rooms(meetings);
  const host = await rooms.host({ permissions: ['CREATE_MEETINGS', 'MANAGE_MEDIA'] });
  const save = (regionCode: string, more: object = {}) =>
    meetings.must(host, SAVE, {
      input: { regionCode, name: `The ${regionCode}`, enabled: true, key: aKey(), ...more },
    });
  const whereIs = async (more: object): Promise<unknown> => {
    const { id } = await rooms.with(host, []);
    const device = await Device.in(rooms, host, id, more);
    await device.ready();
    return meetings.must(host, WHERE, { id });
  };
  return { meetings, rooms, host, save, whereIs };
}

describe.runIf(hasJanus)('media regions', () => {
  test('each media server is one, which somebody may give a name', async () => {
    const { meetings, host, save } = await twoRegions();
    const [other] = await meetings.two();
    await save('SOUTH', { url: 'https://south.example/ping', countries: ['KE'] });
    const bare = { url: null, countries: [], enabled: true, healthy: true };
    expect(await meetings.must(other, REGIONS)).toEqual([
      { code: 'NORTH', name: 'NORTH', ...bare },
      { ...bare, code: 'SOUTH', name: 'The SOUTH', url: 'https://south.example/ping', countries: ['KE'] },
    ]);
    const input = { regionCode: 'SOUTH', name: 'Mine', enabled: false, key: aKey() };
    expect(await meetings.codes(other, SAVE, { input })).toEqual(['FORBIDDEN']);
    expect(await meetings.codes(host, SAVE, { input: { ...input, countries: ['Kenya'] } })).toEqual([
      'INVALID',
    ]);
    const acts: unknown = await meetings.test.runtime.database.query(
      `select actor_id, details->>'name' as name, refused from audit_entry where action = 'saveMediaRegion'
       order by at`,
    );
    expect(acts).toEqual([
      { actor_id: host.id, name: 'The SOUTH', refused: false },
      { actor_id: other.id, name: null, refused: true },
    ]);
  });

  test('a room runs where those who came are nearest, and says so; not where that is switched off', async () => {
    const { save, whereIs } = await twoRegions();
    const latencies = [
      { regionCode: 'NORTH', milliseconds: 140 },
      { regionCode: 'SOUTH', milliseconds: 9 },
    ];
    expect(await whereIs({ latencies })).toEqual({
      mediaRegion: { code: 'SOUTH' },
      mediaRegionBecause: 'SOUTH is nearest to those who came: 9 ms',
      mediaPlacement: { reason: 'NEAREST', milliseconds: 9 },
    });
    await save('SOUTH', { enabled: false });
    expect(await whereIs({ latencies })).toEqual({
      mediaRegion: { code: 'NORTH' },
      mediaRegionBecause: 'NORTH is the only region that can be used',
      mediaPlacement: { reason: 'ONLY', milliseconds: null },
    });
  });
});
