/**
 * The file edits of one write and its commit message: shown, or applied whole. The same structure taken backwards
 * (`after` for `before`) undoes it.
 */
export interface FileEdit {
  /** Path below the workspace root, with forward slashes. */
  readonly path: string;
  /** The text the edit was made from; undefined for a new file. A file that no longer reads so is not overwritten. */
  readonly before: string | undefined;
  /** The text after the edit; undefined removes the file. */
  readonly after: string | undefined;
}

export interface Plan {
  readonly edits: readonly FileEdit[];
  readonly message: CommitMessage;
}

export interface CommitMessage {
  /** One line, imperative or descriptive, at most about 72 characters. */
  readonly subject: string;
  /** The field-level difference in words; may be empty. */
  readonly body: string;
  readonly trailers: readonly { readonly name: string; readonly value: string }[];
}

/** The commit message as git gets it, ending with a newline. */
export function messageText(message: CommitMessage): string {
  const trailers = message.trailers.map((trailer) => `${trailer.name}: ${trailer.value}`).join('\n');
  return `${[message.subject, message.body, trailers].filter((part) => part !== '').join('\n\n')}\n`;
}
