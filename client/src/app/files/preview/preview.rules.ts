import { isOpen } from '../../core/files/scan.rules';
import { type FileItem, mayDownload } from '../node/file-node';

type Rendition = FileItem['renditions'][number];

/** How a file is shown: as pictures, a film, sound, words, or not at all. */
export type Preview =
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly width: number | null;
      readonly height: number | null;
    }
  | { readonly kind: 'video'; readonly url: string; readonly poster: string | null }
  | { readonly kind: 'audio'; readonly url: string }
  | { readonly kind: 'pages'; readonly pages: readonly Rendition[]; readonly count: number | null }
  | { readonly kind: 'text'; readonly url: string; readonly language: string }
  | { readonly kind: 'none' };

/** What is longer is not laid out in a page, in bytes. */
const LONGEST_TEXT = 1_000_000;
const plays = /^(?:video\/(?:mp4|webm|ogg)|audio\/(?:mpeg|mp4|aac|ogg|webm|wav|x-wav|flac))$/;
const shows = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;

const languages: Readonly<Record<string, string>> = {
  ...{
    ts: 'typescript',
    tsx: 'typescript',
    js: 'javascript',
    mjs: 'javascript',
    jsx: 'javascript',
    py: 'python',
  },
  ...{ rb: 'ruby', rs: 'rust', sh: 'bash', yml: 'yaml', md: 'markdown', cs: 'csharp', kt: 'kotlin', h: 'c' },
  ...{ hpp: 'cpp', cc: 'cpp', html: 'xml', svg: 'xml', m: 'objectivec', pl: 'perl', htm: 'xml' },
};

/** The language of code by the ending of its name. */
function languageOf(name: string): string {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return languages[ending] ?? ending;
}

/** How a file can be shown to whoever looks at it. */
export function previewOf(file: FileItem): Preview {
  if (!isOpen(file)) return { kind: 'none' };
  const made = (kind: Rendition['kind']): readonly Rendition[] =>
    file.renditions.filter((each) => each.kind === kind && each.ready);
  if (file.viewerWatermark !== null) return drawnIn(file, made);
  const [stream, poster] = [made('STREAM')[0], made('POSTER')[0]];
  const own = mayDownload(file) ? file.url : null;
  const playable = stream?.url ?? (plays.test(file.mediaType) ? own : null);
  if (file.kind === 'VIDEO' && playable !== null) {
    return { kind: 'video', url: playable, poster: poster?.url ?? null };
  }
  if (file.kind === 'AUDIO' && playable !== null) return { kind: 'audio', url: playable };
  return picturesOf(file, made('PREVIEW'), own) ?? wordsOf(file, made('TEXT')[0]?.url ?? null, own);
}

/** Where a name is drawn in what is shown only pictures are given: of a film the one frame that was made. */
function drawnIn(file: FileItem, made: (kind: Rendition['kind']) => readonly Rendition[]): Preview {
  const [poster] = made('POSTER');
  if (file.kind === 'VIDEO' && poster) return { ...poster, kind: 'image' };
  return picturesOf(file, made('PREVIEW'), null) ?? { kind: 'none' };
}

function picturesOf(file: FileItem, previews: readonly Rendition[], own: string | null): Preview | null {
  const pages = previews.filter(({ page }) => page !== null);
  if (file.kind !== 'IMAGE') {
    if (pages.length > 0) return { kind: 'pages', pages, count: file.metadata.pageCount };
    return null;
  }
  const { width, height } = file.metadata;
  const url = previews[0]?.url ?? (shows.test(file.mediaType) ? own : null);
  return url === null ? null : { kind: 'image', url, width, height };
}

function wordsOf(file: FileItem, made: string | null, own: string | null): Preview {
  const isWords = file.kind === 'CODE' || /^text\/|json$|xml$/.test(file.mediaType);
  const raw = isWords && file.size <= LONGEST_TEXT ? own : null;
  const url = raw ?? made;
  return url === null ? { kind: 'none' } : { kind: 'text', url, language: languageOf(file.name) };
}
