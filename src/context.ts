/** Types only: all that a command may touch outside itself. */
import type { Machine } from './context/machine.ts';
import type { Past } from './context/past.ts';
import type { Progress, Work } from './context/progress.ts';
import type { Prompt } from './context/prompt.ts';
import type { Together } from './context/together.ts';
import type { Plan } from './core/changes/plan.ts';
import type { FoundFile } from './core/checks/attachments.ts';
import type { ExpressionFile } from './core/checks/stopped.ts';
import type { ExpressionTooSlow } from './core/expressions/budget.ts';
import type { RecordEntry, Register } from './core/register/register.ts';
import type { CodeLists } from './core/schemas/code-lists.ts';
import type { Kind, KindSet } from './core/schemas/kind.ts';
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
  /** Text that opens an address of the web, of mail or of a file, where the terminal takes that. */
  link(text: string, address: string): string;
}

export interface Terminal {
  /** What was asked for, as a person reads it: in a terminal, lines that are too long for it are broken between words. */
  out(text: string): void;
  /** What was asked for, as a program reads it: as it is, in a terminal too. */
  data(text: string): void;
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
  /** Tells of long work, on a line of stderr that is wiped; silent under `--quiet` and where there is no terminal. */
  progress(work: Work): Progress;
  /** What is printed from now on waits for `release`, which shows it in a pager if it is longer than the screen. */
  hold(): void;
  release(): void;
  /** All of stdin as text, at most 1 MiB. Rejects with `input-too-large`. */
  readInput(): Promise<string>;
}

/** Options that every command takes, read before the command itself is loaded. */
export interface Globals {
  readonly directory: string | undefined;
  readonly today: string | undefined;
  readonly color: boolean | undefined;
  readonly input: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  /** The words that the program itself takes, which no action of a schema may have. */
  readonly commands: readonly string[];
  readonly pager: boolean;
}

export interface GlobalOptions {
  /** `--today`, where it was given. */
  readonly today: string | undefined;
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
   * `inspect`: read anew each time, and its remarks are left to the caller. Rejects with `no-workspace`.
   */
  openWorkspace(purpose?: 'read' | 'check' | 'inspect', folder?: string): Promise<Workspace>;
  /** What the workspace of the current folder, or of another, declares; undefined where it lies in none. */
  readDeclarations(folder?: string): Promise<Declarations | undefined>;
  /**
   * A workspace that is still to be made in a folder: its first `apply` makes the folder and the repository. Rejects with
   * `register-exists`, `not-a-folder`, and with `no-identity` where `willCommit`.
   */
  startWorkspace(folder: string, willCommit: boolean): Promise<Workspace>;
  /** The computer and git around a folder. */
  openMachine(folder: string): Promise<Machine>;
  /** The text as the user's editor leaves it. Rejects with `no-editor` and `editor-failed`. */
  openEditor(text: string, name: string): Promise<string>;
  /** A page of the manual that comes with the program, such as `commands.md`. */
  readManual(page: string): Promise<string>;
  /** Merges three versions of a record into the file of ours, wholly or not at all; paths as git gives them. */
  mergeFiles(files: {
    readonly base: string;
    readonly ours: string;
    readonly theirs: string;
    readonly path: string;
  }): Promise<{ readonly clean: boolean; readonly by: 'field' | 'line' }>;
  /** A version of a record as lines of fields, for git to compare. */
  recordLines(file: string): Promise<string>;
  /**
   * Runs the command line apart from this process's own work, where it reads what strangers may have written: within
   * limits of time and memory. Undefined: there is no need to.
   */
  runApart?(argv: readonly string[]): Promise<ApartRun | undefined>;
  /** In the run after a stop: what was stopped, to be told in the format that was asked for. */
  readonly stopped?: StoppedRun;
  /** The files of the workspace that may hold an expression. */
  expressionFiles(): Promise<readonly ExpressionFile[]>;
  /** A check that an expression has stopped, to be run again with it. */
  stoppedBy(error: ExpressionTooSlow): Promise<StoppedRun>;
  /** Text of a file that the user named, below no root. Rejects with `file-unreadable`. */
  readFile(path: string): Promise<string>;
}

/** How a command line that ran apart has ended. */
export type ApartRun = { readonly exitCode: number } | { readonly stopped: StoppedRun };

export interface StoppedRun {
  /** What took too long, or too much memory. */
  readonly problem: Problem;
  /** The text of the file of the problem, where it can be read. */
  readonly text: string | undefined;
  /** As `Workspace.prefixInRepository`. */
  readonly prefix: string;
  /** As `Workspace.writeOutput`, from the folder of the run. */
  writeOutput(path: string, bytes: Uint8Array): Promise<string>;
}

/** A workspace without its records, which take long to read where there are many. */
export type Declarations = Pick<Workspace, 'kinds' | 'templates'>;

export interface Workspace {
  /** Absolute path. */
  readonly root: string;
  /** The words that the program itself takes: no action and no report may have one of them. */
  readonly commands: readonly string[];
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
  /** Problems in schemas and code lists, or in those of some files; each file is checked when it is first asked for. */
  schemaProblems(files?: ReadonlySet<string>): readonly Problem[];
  /** Writes every file of a plan or none and makes one commit. Rejects with the codes of docs/commands.md. */
  apply(
    plan: Plan,
    options: {
      readonly commit: boolean;
      readonly files?: readonly NewFile[];
      /** The files hold already what the plan gives them, and further files are to be committed as they are. */
      readonly isInPlace?: boolean;
      readonly alsoInPlace?: readonly string[];
      readonly byteEdits?: readonly ByteEdit[];
    },
  ): Promise<{ readonly commit: string | undefined; readonly remarks: readonly string[] }>;
  /** Bytes and SHA-256 of a file that the user named. Rejects with `file-unreadable` and `file-too-large`. */
  readAttachment(path: string): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }>;
  /** Problems of the files that the records name: missing, or no longer what was recorded. */
  attachmentProblems(records: readonly RecordEntry[]): Promise<readonly Problem[]>;
  /** The same workspace, read anew: after a merge its records and schemas are others. */
  again(): Promise<Workspace>;
  /** The repository as one that several work in. Rejects with `not-a-repository` and what else forbids to use it. */
  together(): Promise<Together>;
  /** From the top of the repository to the root, with a final slash: empty where they are the same, or there is none. */
  prefixInRepository(): string;
  /** Whether anything lies at a path below the root. */
  hasFile(path: string): boolean;
  /** Files of the register that differ from the last commit, or are not in it; [] where there is no git repository. */
  changedFiles(): Promise<readonly string[]>;
  /** A value of git's configuration, such as `irc.post`, or git's identity. */
  gitConfig(key: string): Promise<string | undefined>;
  identity(): Promise<{ readonly name: string; readonly email: string } | undefined>;
  /** Problems of what lies among schemas and templates and is no file, such as a link. */
  strayProblems(): readonly Problem[];
  /** Text of any file below the root; undefined where there is none that can be read. */
  readText(path: string): string | undefined;
  /** What lies at a path below the root. */
  lookAt(path: string): FoundFile;
  /** The schemas and templates that come with the program, by their paths below a root. */
  packagedFiles(): readonly PackagedFile[];
  /** Where the program lies. */
  readonly packageFolder: string;
  /** The past, which only a git repository has. Rejects with `not-a-repository` and its like (exit 3). */
  past(): Promise<Past>;
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

/** Another file by its bytes, as it is and as it will be; undefined where there is none. */
export interface ByteEdit {
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

export interface PackagedFile extends NewFile {
  readonly sha256: string;
}

export interface TemplateSource {
  /** The text of templates/<name>, or undefined. */
  read(name: string): Promise<string | undefined>;
  /** Every text of that name: the workspace's own, then the packaged one. */
  readAll(name: string): Promise<readonly string[]>;
  /** An image or a font of templates/, of at most 32 MiB, or undefined. */
  readBytes(name: string): Promise<Uint8Array | undefined>;
  /** File names in a folder of templates/, sorted; the workspace's own stand before the packaged. */
  list(folder: string): Promise<readonly string[]>;
  /** Whether the workspace itself has the file, and not only the package. */
  isOwn(name: string): boolean;
  /** What the user may call the file: its path as it would be opened. */
  pathOf(name: string): string;
}

export interface DraftStore {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** What is kept, each with the ISO day on which it was. */
  list(): Promise<readonly { readonly name: string; readonly since: string }[]>;
}
