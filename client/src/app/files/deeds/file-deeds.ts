import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  CreateFolderDocument,
  DeleteFilesForeverDocument,
  RestoreFilesDocument,
  SetFavoriteDocument,
  TrashFilesDocument,
  UpdateFileDocument,
  type UpdateFileInput,
  UpdateFolderDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { plural } from '../../core/i18n/plural';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import { ContentStore } from '../content/content.store';
import { type FileItem, type FileNode, isFile } from '../node/file-node';
import { stemLength } from '../node/file-words.rules';
import { saveActivity, saveFile } from '../node/save-file';
import { PlacesStore } from '../places/places.store';
import { RequestOpener } from '../request/request-opener';
import { ShareOpener } from '../sharing/share-opener';
import type { MenuDeed } from './deeds.rules';
import { MoveDialog, type MoveTarget } from './move-dialog';
import { NameDialog, type NameDialogData } from './name-dialog';
import { TagsDialog } from './tags-dialog';

/** How many the server takes at once. */
const AT_ONCE = 100;

/** What one does with files and folders, each said when it is done and undone where it can be. */
@Service({ autoProvided: false })
export class FileDeeds {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly content = inject(ContentStore);
  private readonly places = inject(PlacesStore);
  private readonly requests = inject(RequestOpener);
  private readonly sharing = inject(ShareOpener);

  /** Does what a menu offers for what is chosen. */
  perform(deed: Exclude<MenuDeed, 'open' | 'details'>, nodes: readonly FileNode[]): void {
    const [node] = nodes;
    if (!node) return;
    const run: Readonly<Record<typeof deed, () => void>> = {
      download: () => {
        if (isFile(node)) saveFile(node);
      },
      activity: () => {
        saveActivity(node);
      },
      share: () => void this.sharing.open(node),
      request: () => void this.requests.open(node),
      rename: () => {
        this.rename(node);
      },
      move: () => void this.move(nodes),
      tag: () => {
        if (isFile(node)) this.tag(node);
      },
      favourite: () => void this.favourite(nodes, true),
      unfavourite: () => void this.favourite(nodes, false),
      trash: () => void this.trash(nodes),
      restore: () => void this.restore(nodes),
      forever: () => void this.deleteForever(nodes),
    };
    run[deed]();
  }

  createFolder(parentId: string): void {
    this.askName({
      title: this.texts.translate('files.newFolder'),
      confirm: this.texts.translate('files.create'),
      value: '',
      chosen: 0,
      keep: async (name) => {
        await change(this.apollo, CreateFolderDocument, { input: { name, parentId, key: newKey() } });
      },
    });
  }

  rename(node: FileNode): void {
    this.askName({
      title: this.texts.translate('files.rename.title', { name: node.name }),
      confirm: this.texts.translate('files.rename.do'),
      value: node.name,
      chosen: isFile(node) ? stemLength(node.name) : node.name.length,
      keep: async (name) => {
        if (name !== node.name) await this.update(node, { name });
      },
    });
  }

  async move(nodes: readonly FileNode[]): Promise<void> {
    const data = { nodes, from: this.content.folder()?.id ?? null };
    const target = await firstValueFrom(this.dialogs.open<MoveTarget>(MoveDialog, data).closed);
    if (!target) return;
    await this.say(
      async () => {
        for (const node of nodes) await this.update(node, { folderId: target.id });
      },
      this.count('files.moved', nodes.length, { folder: target.name }),
    );
  }

  tag(file: FileItem): void {
    const keep = async (tags: string[]): Promise<void> => {
      await this.update(file, { tags });
    };
    this.dialogs.open(TagsDialog, { name: file.name, tags: file.tags, keep });
  }

  async favourite(nodes: readonly FileNode[], favorite: boolean): Promise<void> {
    await this.say(async () => {
      for (const { id } of nodes) {
        await change(this.apollo, SetFavoriteDocument, { input: { nodeId: id, favorite, key: newKey() } });
      }
    }, null);
  }

  async trash(nodes: readonly FileNode[]): Promise<void> {
    const undo = {
      label: this.texts.translate('files.undo'),
      run: () => {
        void this.restore(nodes);
      },
    };
    await this.say(
      () =>
        this.inParts(nodes, (nodeIds) =>
          change(this.apollo, TrashFilesDocument, { input: { nodeIds, key: newKey() } }),
        ),
      this.count('files.trashed', nodes.length, { name: nodes[0]?.name }),
      undo,
    );
  }

  async restore(nodes: readonly FileNode[]): Promise<void> {
    await this.say(
      () =>
        this.inParts(nodes, (nodeIds) =>
          change(this.apollo, RestoreFilesDocument, { input: { nodeIds, key: newKey() } }),
        ),
      this.count('files.restored', nodes.length, { name: nodes[0]?.name }),
    );
  }

  async deleteForever(nodes: readonly FileNode[]): Promise<void> {
    const sure = await firstValueFrom(
      this.dialogs.ask({
        title: this.count('files.forever.title', nodes.length, { name: nodes[0]?.name }),
        text: this.texts.translate('files.forever.text'),
        confirm: this.texts.translate('files.forever.do'),
        danger: true,
      }),
    );
    if (!sure) return;
    await this.say(
      () =>
        this.inParts(nodes, (nodeIds) =>
          change(this.apollo, DeleteFilesForeverDocument, { input: { nodeIds, key: newKey() } }),
        ),
      this.count('files.forever.done', nodes.length, { name: nodes[0]?.name }),
    );
  }

  /** Changes a file or folder as it was read. Throws what stands against it. */
  private async update(
    node: FileNode,
    what: Pick<UpdateFileInput, 'name' | 'tags' | 'folderId'>,
  ): Promise<void> {
    const common = { expectedVersion: node.version, key: newKey() };
    if (isFile(node)) {
      await change(this.apollo, UpdateFileDocument, { input: { ...what, fileId: node.id, ...common } });
    } else {
      const { name, folderId } = what;
      const input = { ...(name && { name }), ...(folderId && { parentId: folderId }) };
      await change(this.apollo, UpdateFolderDocument, { input: { ...input, folderId: node.id, ...common } });
    }
    this.content.refresh();
  }

  private askName(data: NameDialogData): void {
    this.dialogs.open(NameDialog, data, 'question');
  }

  private async inParts(
    nodes: readonly FileNode[],
    work: (ids: string[]) => Promise<unknown>,
  ): Promise<void> {
    const ids = nodes.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += AT_ONCE) await work(ids.slice(at, at + AT_ONCE));
  }

  /** Does it, and says that it is done or why it is not. */
  private async say(
    work: () => Promise<void>,
    done: string | null,
    undo?: { readonly label: string; readonly run: () => void },
  ): Promise<void> {
    try {
      await work();
      if (done !== null) this.toasts.done(done, undo);
    } catch (error) {
      // Refused, or the network is away: it is said in words, and nothing else depends on it.
      this.errors.toast(error);
    }
    // What was done before it failed shows as well.
    this.content.refresh();
    this.places.reload();
  }

  private count(key: string, count: number, params: object): string {
    return plural(this.texts, key, count, params);
  }
}

const newKey = (): string => crypto.randomUUID();
