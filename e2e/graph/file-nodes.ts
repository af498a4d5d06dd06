import { askText } from '../client/ask.js';
import type { Person } from '../client/person.js';
import { aKey } from '../people.js';
import { gateway } from '../product.js';
import { made } from './node-kinds.js';

const HOME = '{ viewer { home { id } } }';
const MADE =
  'query ($id: ID!) { upload(id: $id) { file { id current { id } activity(first: 1) { nodes { id } } } } }';

interface Known {
  readonly viewer?: { readonly home: { readonly id: string } };
  readonly upload?: {
    readonly file: {
      readonly id: string;
      readonly current: { readonly id: string };
      readonly activity: { readonly nodes: readonly { readonly id: string }[] };
    } | null;
  };
}

async function read(who: Person, document: string, variables: object = {}): Promise<Known> {
  const { data, errors } = await askText(gateway, document, { token: who.token }, variables);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data ?? {};
}

async function anUpload(owner: Person, folderId: string): Promise<string> {
  const bytes = Buffer.from('Read me by my id');
  const id = await made(owner, 'startUpload', { name: 'node.txt', size: bytes.length, folderId });
  await fetch(`${gateway}/f/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${owner.token}`,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    body: new Uint8Array(bytes),
  });
  return id;
}

/** One of each kind that files has, but for the file in a message: the owner's, in a folder shared with the member. */
export async function fileNodes(owner: Person, member: Person): Promise<Readonly<Record<string, string>>> {
  const { viewer } = await read(owner, HOME);
  const folder = await made(owner, 'createFolder', { name: `nodes ${aKey()}`, parentId: viewer?.home.id });
  const upload = await anUpload(owner, folder);
  const file = (await read(owner, MADE, { id: upload })).upload?.file;
  if (!file) throw new Error('The upload is no file');
  return {
    Folder: folder,
    FileVersion: file.current.id,
    FileComment: await made(owner, 'addFileComment', { fileId: file.id, body: 'Well said' }),
    FileActivity: file.activity.nodes[0]?.id ?? 'nothing happened to it',
    Upload: upload,
    Share: await made(owner, 'share', { nodeId: folder, granteeId: member.id, rights: ['VIEW'] }),
    ShareLink: await made(owner, 'createShareLink', { nodeId: file.id, rights: ['VIEW'] }),
    FileRequest: await made(owner, 'createFileRequest', { folderId: folder, title: 'Send me something' }),
  };
}
