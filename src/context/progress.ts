/** Types only: how far a long piece of work is. */

export interface Work {
  /** As a line begins: "Checking". */
  readonly doing: string;
  /** How many pieces there are; without it only `doing` is told. */
  readonly all?: number;
  /** What the pieces are: "records". */
  readonly of?: string;
}

export interface Progress {
  /** The next of the pieces begins; its name is told where it has one. */
  next(name?: string): void;
  end(): void;
}
