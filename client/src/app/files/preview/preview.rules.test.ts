import { expect, test } from 'vitest';
import type { FileItem } from '../node/file-node';
import { previewOf } from './preview.rules';

const file = (more: object): FileItem =>
  ({
    ...{ __typename: 'File', id: 'file_1', name: 'a', url: '/f/files/file_1/a', size: 10, scan: 'CLEAN' },
    ...{
      viewerCan: ['READ', 'DOWNLOAD'],
      viewerWatermark: null,
      renditions: [],
      metadata: { width: 4, height: 3, pageCount: null },
    },
    ...more,
  }) as unknown as FileItem;
const made = (kind: string, page: number | null = null, ready = true): object => ({
  kind,
  page,
  ready,
  url: kind,
});

test('pictures are shown by what was made of them, and else by themselves', () => {
  const picture = { kind: 'IMAGE', mediaType: 'image/png' };
  expect(previewOf(file({ ...picture, renditions: [made('PREVIEW')] }))).toMatchObject({ url: 'PREVIEW' });
  expect(previewOf(file({ ...picture, renditions: [made('PREVIEW', null, false)] }))).toMatchObject({
    kind: 'image',
    url: '/f/files/file_1/a',
  });
  expect(previewOf(file({ kind: 'IMAGE', mediaType: 'image/tiff' }))).toEqual({ kind: 'none' });
});

test('documents are shown by their pages, code by its words', () => {
  const pages = [made('PREVIEW', 1), made('PREVIEW', 2)];
  const pdf = file({ kind: 'DOCUMENT', mediaType: 'application/pdf', renditions: pages });
  expect(previewOf(pdf)).toMatchObject({ kind: 'pages', pages });
  const code = { kind: 'CODE', mediaType: 'text/x-python', name: 'segmentation.py' };
  expect(previewOf(file(code))).toMatchObject({ kind: 'text', language: 'python' });
  expect(previewOf(file({ ...code, size: 2_000_000 }))).toEqual({ kind: 'none' });
});

test('nothing is shown of what is locked away, nor the bytes of what may not be saved', () => {
  const film = { kind: 'VIDEO', mediaType: 'video/mp4' };
  expect(previewOf(file({ ...film, scan: 'INFECTED' }))).toEqual({ kind: 'none' });
  expect(previewOf(file({ ...film, viewerCan: ['READ'] }))).toEqual({ kind: 'none' });
  expect(previewOf(file({ ...film, viewerCan: ['READ'], renditions: [made('STREAM')] }))).toMatchObject({
    kind: 'video',
    url: 'STREAM',
  });
});

test('where a name is drawn in what is shown, pictures are shown and nothing else', () => {
  const drawn = {
    viewerCan: ['READ'],
    viewerWatermark: 'Ada',
    renditions: ['STREAM', 'TEXT', 'PDF'].map((kind) => made(kind)),
  };
  expect(previewOf(file({ ...drawn, kind: 'VIDEO', mediaType: 'video/mp4' }))).toEqual({ kind: 'none' });
  expect(previewOf(file({ ...drawn, kind: 'CODE', mediaType: 'text/plain' }))).toEqual({ kind: 'none' });
  const film = file({
    ...drawn,
    kind: 'VIDEO',
    mediaType: 'video/mp4',
    renditions: [made('STREAM'), made('POSTER')],
  });
  expect(previewOf(film)).toMatchObject({ kind: 'image', url: 'POSTER' });
  const paper = { kind: 'DOCUMENT', mediaType: 'application/pdf', renditions: [made('PREVIEW', 1)] };
  expect(previewOf(file({ ...drawn, ...paper }))).toMatchObject({ kind: 'pages' });
});
