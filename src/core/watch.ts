/**
 * Is told what is being worked on. Work on strangers' schemas and records may take for ever; whoever watches it from
 * outside can then say of what.
 */
export interface Watch {
  /** A file is looked at from now on. */
  at(file: string): void;
  /** An expression begins; those that it needs begin and end within it. */
  begins(expression: string): void;
  ends(): void;
}
