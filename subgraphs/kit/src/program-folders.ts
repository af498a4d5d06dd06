/** Where programs of the system are looked for: of this installation first, then of the system, then of Homebrew. */
export const PROGRAM_FOLDERS: readonly string[] = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin'];
