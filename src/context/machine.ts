/** Types only: the computer and git, as irc doctor looks at them. */
import type { IrcError } from '../errors.ts';

/** A lock that git left, or holds. */
export interface GitLock {
  /** As a user would name it. */
  readonly path: string;
  readonly minutes: number;
}

/** The computer and git around a folder: what is looked at when something is wrong, and where there is no register. */
export interface Machine {
  /** Version of Node without the v, and of git; undefined where git cannot be started. */
  readonly node: string;
  readonly git: string | undefined;
  /** Whether the folder lies in a repository; what stands in the way, such as a bare one. */
  readonly repository: 'there' | 'none' | IrcError;
  /** Who git says the user is. */
  identity(): Promise<{ readonly name: string; readonly email: string } | undefined>;
  config(key: string): Promise<string | undefined>;
  /** Writes into the configuration of this repository alone. */
  setConfig(key: string, value: string): Promise<void>;
  /** git's attributes of a path below the folder, by name; `unspecified` where none is set. */
  attributes(path: string, names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Whether typing the name of a program starts one. */
  finds(program: string): boolean;
  isIgnored(path: string): Promise<boolean>;
  locks(): Promise<readonly GitLock[]>;
  /** A merge, rebase or the like that is not finished. */
  unfinishedWork(): Promise<IrcError | undefined>;
  /** Where the hook of that name lies, as a user would name it, and its text; undefined where there is none. */
  hook(name: string): Promise<{ readonly path: string; readonly text: string | undefined }>;
  /** Puts a hook in place. Rejects with `hook-exists`: another is never overwritten. */
  addHook(name: string, text: string): Promise<void>;
  /** From the top of the working tree to the folder, with a final slash. */
  readonly prefix: string;
  /** The folder that hooks are run from, where one is set and is not there. */
  missingHooks(): Promise<string | undefined>;
}
