import type { FileItem } from './file-node';

/** Saves a file as browsers do; the cookie of the page says who asks. */
export function saveFile({ url, name }: Pick<FileItem, 'url' | 'name'>): void {
  save(`${url}${url.includes('?') ? '&' : '?'}download`, name);
}

/** Where who did what with a file, or with a folder and all in it, is had as a table. */
export const addressOfActivity = (nodeId: string): string => `/f/activity/${nodeId}.csv`;

/** Saves that table. */
export function saveActivity({ id, name }: { readonly id: string; readonly name: string }): void {
  save(addressOfActivity(id), `${name}.csv`);
}

function save(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
