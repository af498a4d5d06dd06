import type { FileItem } from './file-node';

/** Saves a file as browsers do; the cookie of the page says who asks. */
export function saveFile({ url, name }: Pick<FileItem, 'url' | 'name'>): void {
  const link = document.createElement('a');
  link.href = `${url}${url.includes('?') ? '&' : '?'}download`;
  link.download = name;
  link.click();
}
