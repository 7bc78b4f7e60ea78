/** Markdown that a template may print as it stands: made by the program, never text of a record. */
export class Markdown {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
