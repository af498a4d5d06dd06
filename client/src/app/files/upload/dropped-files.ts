/** A file that was chosen or dropped, and the folders it came in. */
export interface DroppedFile {
  readonly file: File;
  /** Names of folders from the top to the file; empty for a file alone. */
  readonly folders: readonly string[];
}

/** Files of an input; those of a chosen folder say where in it they are. */
export function filesOfInput(input: HTMLInputElement): readonly DroppedFile[] {
  return [...(input.files ?? [])].map((file) => ({
    file,
    folders: file.webkitRelativePath.split('/').slice(0, -1),
  }));
}

/** Everything that was dropped, whole folders with what is in them. Has to be called while the event is handled. */
export function filesOfDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) {
    return Promise.resolve([...transfer.files].map((file) => ({ file, folders: [] })));
  }
  return within(
    entries.filter((entry) => entry !== null),
    [],
  );
}

async function within(
  entries: readonly FileSystemEntry[],
  folders: readonly string[],
): Promise<readonly DroppedFile[]> {
  const found: DroppedFile[] = [];
  for (const entry of entries) {
    if (isFileEntry(entry)) found.push({ file: await fileOf(entry), folders });
    else if (isFolderEntry(entry)) {
      found.push(...(await within(await entriesOf(entry), [...folders, entry.name])));
    }
  }
  return found;
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** All that is in a folder: browsers hand out a hundred at a time, and none when there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}
