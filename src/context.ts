/** Types only: all that a command may touch outside itself. */
import type { FoundFile } from './core/checks/attachments.ts';
import type { CodeLists } from './core/code-lists.ts';
import type { Field } from './core/field.ts';
import type { Kind, KindSet } from './core/kind.ts';
import type { MergedRecord, Texts } from './core/merge-records.ts';
import type { Plan } from './core/plan.ts';
import type { RecordEntry, Register } from './core/register.ts';
import type { IrcError, Problem } from './errors.ts';

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
  /** The same workspace, read anew: after a merge its records and schemas are others. */
  again(): Promise<Workspace>;
  /** The repository as one that several work in. Rejects with `not-a-repository` and what else forbids to use it. */
  together(): Promise<Together>;
  /** Whether anything lies at a path below the root. */
  hasFile(path: string): boolean;
  /** Files of the register that differ from the last commit, or are not in it; [] where there is no git repository. */
  changedFiles(): Promise<readonly string[]>;
  /** A value of git's configuration, such as `irc.post`, or git's identity. */
  gitConfig(key: string): Promise<string | undefined>;
  identity(): Promise<{ readonly name: string; readonly email: string } | undefined>;
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

/** A file of a commit that is no record: git's name for its content, and its size. */
export interface PastFile {
  readonly blob: string;
  readonly bytes: number;
}

/** The register as a commit has it, with the schemas of that commit. */
export interface Snapshot {
  /** Undefined: before the first commit. */
  readonly commit: string | undefined;
  readonly register: Register;
  readonly kinds: KindSet;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
  /** Schemas, templates and files of records, by path. */
  readonly files: ReadonlyMap<string, PastFile>;
}

/** One file that a commit changed: paths below the root, and git's names for the contents. */
export interface LoggedFile {
  readonly path: string;
  /** Another path where git saw the file move. */
  readonly from: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface LoggedCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** ISO 8601 with the zone of who wrote it. */
  readonly authored: string;
  readonly committed: string;
  readonly subject: string;
  /** `Irc-Action` and the like, by name; of several the last. */
  readonly trailers: ReadonlyMap<string, string>;
  /** Of a merge those that differ from every side. A path outside of the workspace begins with a slash. */
  readonly files: readonly LoggedFile[];
}

export interface LogQuery {
  /** Newest commit to begin with; HEAD unless told. */
  readonly from?: string;
  readonly limit?: number | undefined;
  /** Folders below the root; without any all commits, with all that they touch in the repository. */
  readonly folders?: readonly string[];
  /** Only commits with that trailer. */
  readonly trailer?: string;
}

/** What git keeps of a workspace. Nothing here changes anything or runs programs of the repository. */
export interface Past {
  /** True for a clone that was cut off: older commits are not here. */
  readonly isShallow: boolean;
  head(): Promise<string | undefined>;
  /** The commit that a revision names. Rejects with `unknown-revision`. */
  commitOf(revision: string): Promise<string>;
  findCommit(revision: string): Promise<string | undefined>;
  /** The last commit of the branch on or before a day. Rejects with `nothing-yet`. */
  commitOn(day: string): Promise<string>;
  /** The committer's day, in UTC. */
  dayOf(commit: string): Promise<string>;
  /** Where two commits parted. Rejects with `no-common-commit`. */
  partedAt(one: string, other: string): Promise<string>;
  /** Whether the branch's upstream has the commit. */
  isShared(commit: string): Promise<boolean>;
  /** `today`: the day for derived states, the run's own unless told. */
  snapshot(commit: string | undefined, options?: { readonly today?: string }): Promise<Snapshot>;
  /** Files of the workspace that are no records; each tells whether it still is what a commit has. */
  present(): ReadonlyMap<string, (past: PastFile | undefined) => boolean>;
  /** Commits, newest first. */
  log(query: LogQuery): Promise<LoggedCommit[]>;
  /** Contents by git's names for them. */
  contents(blobs: Iterable<string>): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** A file that is not text, written along with a plan: its path below the root. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface PackagedFile extends NewFile {
  readonly sha256: string;
}

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
  isIgnored(path: string): Promise<boolean>;
  locks(): Promise<readonly GitLock[]>;
  /** A merge, rebase or the like that is not finished. */
  unfinishedWork(): Promise<IrcError | undefined>;
  /** The folder that hooks are run from, where one is set and is not there. */
  missingHooks(): Promise<string | undefined>;
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

/** One commit, as it is told of. */
export interface CommitLine {
  readonly id: string;
  readonly author: string;
  /** ISO 8601, with the zone of the author. */
  readonly date: string;
  readonly subject: string;
  /** Records that it touches, below the root. */
  readonly paths: readonly string[];
}

/** A branch of ours and another commit, side by side. */
export interface Divergence {
  readonly ours: string;
  readonly theirs: string;
  /** `behind`: theirs holds all of ours; `ahead`: ours holds all of theirs. */
  readonly relation: 'same' | 'behind' | 'ahead' | 'apart';
  /** Texts of all records: at the last commit that both share, and of both. */
  readonly texts: { readonly base: Texts; readonly ours: Texts; readonly theirs: Texts };
  /** Commits that only one has, the latest first, merges left out. */
  readonly sent: readonly CommitLine[];
  readonly came: readonly CommitLine[];
}

export interface Upstream {
  readonly remote: string;
  /** The branch over there: `refs/heads/main`. */
  readonly ref: string;
  /** How git names our copy of it: `origin/main`. */
  readonly name: string;
}

/** Working with others through git: merging, sending and fetching. */
export interface Together {
  /** The branch that is worked on. Rejects with `no-branch`. */
  branch(): Promise<string>;
  /** Rejects with `unknown-branch`. */
  commitNamed(name: string): Promise<string>;
  compare(theirs: string, rootAt: (path: string) => Field | undefined): Promise<Divergence>;
  /** The commit that is being merged in, and files whose merge is not decided, below the root; undefined when none is. */
  mergeUnderWay(): Promise<{ readonly theirs: string; readonly undecided: readonly string[] } | undefined>;
  /** Records that are not as HEAD has them, below the root. */
  changedRecords(): Promise<readonly string[]>;
  /** Rejects with `merge-under-way` while a merge, rebase, cherry-pick or revert is not finished. */
  refuseUnfinishedWork(): Promise<void>;
  /** Moves the branch to a commit that holds all of it. */
  forward(comparison: Divergence): Promise<void>;
  /** Begins a merge in git's own state and puts the merged records in it; nothing is committed. */
  begin(comparison: Divergence, records: readonly MergedRecord[]): Promise<void>;
  /** Puts decided texts in their files while a merge is under way; undefined removes one. */
  decide(texts: ReadonlyMap<string, string | undefined>): Promise<void>;
  /** Commits the merge with its two parents, and all records as they are now. Gives the commit. */
  finish(message: string): Promise<string>;
  abort(): Promise<void>;
  /** Where the branch is sent to. Rejects with `no-remote`. */
  upstream(branch: string): Promise<Upstream | undefined>;
  remotes(): Promise<readonly string[]>;
  fetch(remote: string): Promise<void>;
  /** Sends a commit; false when others were first. Rejects with `offline` and `push-refused`. */
  push(target: { readonly remote: string; readonly ref: string; readonly commit: string }): Promise<boolean>;
  /** Makes or moves a branch of irc's own naming, which is not the current one. */
  setBranch(name: string, commit: string): Promise<void>;
}
