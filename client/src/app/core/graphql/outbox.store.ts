import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxItem } from './outbox.rules';

interface OutboxSchema extends DBSchema {
  items: { key: string; value: OutboxItem; indexes: { user: string } };
}

/** What waits to be sent, kept in the browser so that reloads and lost power lose nothing. */
export class OutboxStore {
  private readonly database: Promise<IDBPDatabase<OutboxSchema>>;

  constructor(name = 'parley-outbox') {
    this.database = openDB<OutboxSchema>(name, 1, {
      upgrade: (database) => {
        database.createObjectStore('items', { keyPath: 'key' }).createIndex('user', 'userId');
      },
    });
  }

  async of(userId: string): Promise<readonly OutboxItem[]> {
    return (await this.database).getAllFromIndex('items', 'user', userId);
  }

  async put(item: OutboxItem): Promise<void> {
    await (await this.database).put('items', item);
  }

  async remove(key: string): Promise<void> {
    await (await this.database).delete('items', key);
  }
}
