import type { DBSchema, IDBPDatabase } from 'idb';
import type { UploadRow } from './upload-row';
import { UPLOADS } from './upload-store-name';

/** A file on its way as the browser keeps it: with its bytes where they are few enough. */
export interface KeptUpload {
  readonly key: string;
  readonly userId: string;
  readonly row: UploadRow;
  readonly blob: Blob | null;
}

interface UploadSchema extends DBSchema {
  uploads: { key: string; value: KeptUpload; indexes: { user: string } };
}

/** What is larger is not copied into the browser: the person chooses it again after a reload, in bytes. */
export const MOST_KEPT = 200_000_000;

/** Files on their way, kept in the browser so that a reload goes on where they stopped. */
export class UploadKeeper {
  private readonly database: Promise<IDBPDatabase<UploadSchema>> = import('idb').then(({ openDB }) =>
    openDB<UploadSchema>(UPLOADS, 1, {
      upgrade: (database) => {
        database.createObjectStore('uploads', { keyPath: 'key' }).createIndex('user', 'userId');
      },
    }),
  );

  async of(userId: string): Promise<readonly KeptUpload[]> {
    return (await this.database).getAllFromIndex('uploads', 'user', userId);
  }

  /** Keeps a file; one that the browser has no room for is kept without its bytes. */
  async put(row: UploadRow, file: File): Promise<void> {
    const { key, userId } = row;
    const blob = file.size <= MOST_KEPT ? file : null;
    const database = await this.database;
    try {
      await database.put('uploads', { key, userId, row, blob });
    } catch {
      // The browser's room is used up; what matters most is that the upload is known after a reload.
      await database.put('uploads', { key, userId, row, blob: null });
    }
  }

  /** Remembers where its bytes go. */
  async begun(row: UploadRow): Promise<void> {
    const transaction = (await this.database).transaction('uploads', 'readwrite');
    const kept = await transaction.store.get(row.key);
    if (kept) await transaction.store.put({ ...kept, row });
    await transaction.done;
  }

  async remove(key: string): Promise<void> {
    await (await this.database).delete('uploads', key);
  }
}
