import type { DBSchema, IDBPDatabase } from 'idb';
import type { OutboxItem } from './outbox.rules';

interface OutboxSchema extends DBSchema {
  items: { key: string; value: OutboxItem; indexes: { user: string } };
}

const VERSION = 1;

/** What waits to be sent, kept in the browser so that reloads and lost power lose nothing. */
export class OutboxStore {
  private readonly database: Promise<IDBPDatabase<OutboxSchema>>;

  constructor(name = 'parley-outbox') {
    this.database = import('idb').then(({ openDB }) =>
      openDB<OutboxSchema>(name, VERSION, {
        upgrade: (database) => {
          database.createObjectStore('items', { keyPath: 'key' }).createIndex('user', 'userId');
        },
      }),
    );
  }

  async of(userId: string): Promise<readonly OutboxItem[]> {
    return (await this.database).getAllFromIndex('items', 'user', userId);
  }

  async put(item: OutboxItem): Promise<void> {
    // Written through to the disk: what was typed survives a computer that loses its power, not only a reload.
    const transaction = (await this.database).transaction('items', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(item), transaction.done]);
  }

  async remove(key: string): Promise<void> {
    await (await this.database).delete('items', key);
  }
}
