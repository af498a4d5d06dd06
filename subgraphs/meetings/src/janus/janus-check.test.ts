import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder, aJanus, hasJanus, logger, SECRETS, withServers } from '../../test/janus-media.js';
import { readConfig } from '@parley/kit';
import { checkSecrets } from './janus-fault.js';
import { Media } from './media.js';
import { mediaConfig, mediaPlan } from './media-config.js';

interface Texts {
  readonly core: string;
  readonly plugin: string;
}

const start = async (environment: Record<string, string>) =>
  Media.start(mediaPlan(readConfig(mediaConfig, environment), await aFolder()), logger);

describe('secrets', () => {
  test.each([
    [{ api: 'janusrocks' }, 'JANUS_API_SECRET is the one of Janus'],
    [{ rooms: 'supersecret' }, 'JANUS_ROOM_KEY is the one of Janus'],
    [{ token: 'janus' }, 'JANUS_TOKEN_SECRET is the one of Janus'],
    [{ token: 'short' }, 'JANUS_TOKEN_SECRET is shorter than 32 characters'],
    [{ token: SECRETS.api }, 'are to be different'],
  ])('%j is refused', (change, sentence) => {
    expect(() => {
      checkSecrets({ ...SECRETS, ...change });
    }).toThrow(sentence);
  });
});

describe.runIf(hasJanus)('a media server of others', () => {
  const without =
    (...names: string[]) =>
    (text: string) =>
      names.reduce((left, name) => left.replace(new RegExp(`^ *${name} = .*\\n`, 'm'), ''), text);
  const tokens = ['token_auth', 'token_auth_secret'];
  const withValue = (name: string, value: string) => (text: string) =>
    text.replace(new RegExp(`(${name} = ).*`), `$1${value}`);
  const core = (edit: (text: string) => string) => (texts: Texts) => ({ ...texts, core: edit(texts.core) });
  const plugin = (edit: (text: string) => string) => (texts: Texts) => ({
    ...texts,
    plugin: edit(texts.plugin),
  });

  test.each<[string, string, (texts: Texts) => Texts]>([
    ['lets anybody in', 'lets people join with no token', core(without(...tokens))],
    [
      'takes requests of anybody',
      'takes requests without an api_secret',
      core(without('api_secret', ...tokens)),
    ],
    [
      'has the secret of the sample',
      'with the api_secret of the sample configuration',
      core(withValue('api_secret', '"janusrocks"')),
    ],
    ['has another api_secret', 'has to be JANUS_API_SECRET', core(withValue('api_secret', '"another"'))],
    [
      'has another token_auth_secret',
      'has to be JANUS_TOKEN_SECRET',
      core(withValue('token_auth_secret', '"other"')),
    ],
    ['makes rooms for anybody', 'lets rooms be made without a key', plugin(without('admin_key'))],
    ['has another admin_key', 'has to be JANUS_ROOM_KEY', plugin(withValue('admin_key', '"another"'))],
    ['counts rooms', 'string_ids true', plugin(without('string_ids'))],
  ])('that %s is not used', async (_what, sentence, edit) => {
    const janus = await aJanus((core, plugin) => edit({ core, plugin }));
    await expect(start(withServers(await janus.url()))).rejects.toThrow(sentence);
  });

  test('that is set up as deploy/janus says is used', async () => {
    const folder = resolve(import.meta.dirname, '../../../../deploy/janus/templates');
    const ours: Record<string, string> = {
      JANUS_API_SECRET: SECRETS.api,
      JANUS_ROOM_KEY: SECRETS.rooms,
      JANUS_TOKEN_SECRET: SECRETS.token,
      JANUS_PUBLIC_IP: '192.0.2.1',
    };
    const filled = (name: string) =>
      readFileSync(join(folder, name), 'utf8').replace(
        /\$\{(\w+)\}/g,
        (_, variable: string) => ours[variable] ?? '',
      );
    const janus = await aJanus((core) => {
      const own = /configs_folder = .*/.exec(core)?.[0] ?? '';
      return {
        core: filled('janus.jcfg').replace(/configs_folder = .*/, own),
        plugin: filled('janus.plugin.videoroom.jcfg'),
      };
    });
    const media = await start(withServers(await janus.url()));
    expect(media.missing).toBeNull();
    await media.stop();
  });

  test('that is set up as it has to be is used', async () => {
    const janus = await aJanus();
    const media = await start(withServers(await janus.url()));
    expect(media.missing).toBeNull();
    await media.stop();
  });
});
