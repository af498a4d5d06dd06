import type { RenditionKind } from '../../../generated/graphql';

/** What files made of something, as far as it tells a frame of a film. */
interface Made {
  readonly kind: RenditionKind;
  readonly ready: boolean;
  readonly url: string;
}

/** A frame of a film, shown before it plays; null while none was made. */
export const posterOf = ({ renditions }: { readonly renditions: readonly Made[] }): string | null =>
  renditions.filter(({ kind, ready }) => ready && (kind === 'POSTER' || kind === 'THUMBNAIL')).at(-1)?.url ??
  null;
