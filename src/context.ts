/** Types only: all that a command may touch outside itself. */
import type { CodeLists } from './core/code-lists.ts';
import type { Kind, KindSet } from './core/kind.ts';
import type { Plan } from './core/plan.ts';
import type { RecordEntry, Register } from './core/register.ts';
import type { Problem } from './errors.ts';

export interface Clock {
  /** The day that the run takes for today, YYYY-MM-DD: the machine's, or `--today`. */
  today(): string;
  /** ISO 8601 instant in UTC. */
  now(): string;
}

/** Marks text for a reader's eye; without colour each gives its text back. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

export interface Terminal {
  /** Data, for people and pipes. */
  out(text: string): void;
  /** Bytes as they are, for a document on stdout. */
  outBytes(bytes: Uint8Array): void;
  /** Talk about the work; silent under `--quiet`. */
  say(text: string): void;
  /** Errors and warnings; never silent. */
  err(text: string): void;
  /** True when a person can be asked: stdin and stderr are terminals and `--no-input` was not given. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly style: Style;
  /** All of stdin as text, at most 1 MiB. Rejects with `input-too-large`. */
  readInput(): Promise<string>;
}

export interface Choice {
  readonly value: string;
  /** What the choice is called. */
  readonly name: string;
  readonly description?: string | undefined;
}

/** What a question was answered with: a text, or a wish to go back or to read the explanation. */
export type Answer<T> = { readonly answer: T } | { readonly back: true };

/** Questions in a terminal. Rejects with `interrupted` on Ctrl-C. */
export interface Prompt {
  text(question: TextQuestion): Promise<Answer<string>>;
  search(question: SearchQuestion): Promise<Answer<string>>;
  select(question: SelectQuestion): Promise<Answer<string>>;
  /** Several of a list that is short enough to show whole. */
  many(question: ManyQuestion): Promise<Answer<readonly string[]>>;
}

interface Question {
  readonly message: string;
  /** Printed above the question when `?` is typed. */
  readonly help: string;
  /** Whether there is a question before this one to go back to. */
  readonly canGoBack: boolean;
}

export interface TextQuestion extends Question {
  readonly default: string | undefined;
  /** What is wrong with the text, or undefined when it will do. */
  readonly fault: (text: string) => string | undefined;
  /** How the answer is printed once given. */
  readonly shown: (text: string) => string;
}

export interface SelectQuestion extends Question {
  readonly choices: readonly Choice[];
  readonly default: string | undefined;
}

export interface ManyQuestion extends Question {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly atLeast: number;
}

export interface SearchQuestion extends Question {
  /** Best first, at most about a dozen. */
  readonly find: (text: string) => readonly Choice[];
  readonly default: string | undefined;
}

/** Options that every command takes, read before the command itself is loaded. */
export interface Globals {
  readonly directory: string | undefined;
  readonly today: string | undefined;
  readonly color: boolean | undefined;
  readonly input: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface Context {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  /** What the run ends with when nothing stops it; `validate` sets it when it has found errors. */
  readonly outcome: { exitCode: number };
  /** Loads the prompts: only a wizard needs them. */
  openPrompt(): Promise<Prompt>;
  /**
   * The workspace of the current folder, or of another. `read`: records are shown and not checked, which starts sooner.
   * Rejects with `no-workspace`.
   */
  openWorkspace(purpose?: 'read' | 'check', folder?: string): Promise<Workspace>;
  /** Merges three versions of a record into the file of ours, wholly or not at all; paths as git gives them. */
  mergeFiles(files: {
    readonly base: string;
    readonly ours: string;
    readonly theirs: string;
    readonly path: string;
  }): Promise<{ readonly clean: boolean; readonly by: 'field' | 'line' }>;
  /** Text of a file that the user named, below no root. Rejects with `file-unreadable`. */
  readFile(path: string): Promise<string>;
}

export interface Workspace {
  /** Absolute path. */
  readonly root: string;
  /** What the user should know of the workspace as it was opened: an interrupted write that was mended. */
  readonly remarks: readonly string[];
  readonly register: Register;
  readonly kinds: KindSet;
  readonly codeLists: CodeLists;
  /** Files that are no records: unreadable, misplaced or not YAML maps. */
  readonly problems: readonly Problem[];
  /** Every file read below records/, with its text, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
  /** A path that the user typed, as seen from the root, with forward slashes. */
  pathBelowRoot(path: string): string;
  /** The record that a text at a path below the root would be; undefined where no kind lies there. */
  entryOfText(path: string, text: string): RecordEntry | undefined;
  /** Where a record of that kind and id lies, below the root. */
  recordPath(kind: Kind, id: string): string;
  /** Problems in schemas and code lists; found when first asked for. */
  schemaProblems(): readonly Problem[];
  /** Writes every file of a plan or none and makes one commit. Rejects with the codes of docs/commands.md. */
  apply(
    plan: Plan,
    options: { readonly commit: boolean; readonly files?: readonly NewFile[] },
  ): Promise<{ readonly commit: string | undefined; readonly remarks: readonly string[] }>;
  /** Bytes and SHA-256 of a file that the user named. Rejects with `file-unreadable` and `file-too-large`. */
  readAttachment(path: string): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }>;
  /** Problems of the files that the records name: missing, or no longer what was recorded. */
  attachmentProblems(records: readonly RecordEntry[]): Promise<readonly Problem[]>;
  /** Whether anything lies at a path below the root. */
  hasFile(path: string): boolean;
  /** A value of git's configuration, such as `irc.post`, or git's identity. */
  gitConfig(key: string): Promise<string | undefined>;
  identity(): Promise<{ readonly name: string; readonly email: string } | undefined>;
  readonly templates: TemplateSource;
  /** Writes a rendered file below the root or at an absolute path; gives the path as shown to the user. */
  writeOutput(path: string, bytes: Uint8Array): Promise<string>;
  /** Bytes of a file that documents embed or are made with: a font, or the WebAssembly of the typesetter. */
  loadAsset(name: string): Promise<Uint8Array>;
  /** Answers kept between a stopped wizard and `--resume`, on this computer only. */
  readonly drafts: DraftStore;
}

/** A file that is not text, written along with a plan: its path below the root. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface TemplateSource {
  /** The text of templates/<name>, or undefined. */
  read(name: string): Promise<string | undefined>;
  /** File names in a folder of templates/, sorted; the workspace's own stand before the packaged. */
  list(folder: string): Promise<readonly string[]>;
  /** What the user may call the file: its path as it would be opened. */
  pathOf(name: string): string;
}

export interface DraftStore {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}
