/**
 * A value that a document needs and the record lacks. A template prints it as a visible gap, and `{{#if}}` takes it for
 * nothing.
 */
export class Gap {
  /** Dotted path of the field, which tells the reader what to fill in. */
  readonly path: string;
  /** What the field is called. */
  readonly title: string;

  constructor(path: string, title = path) {
    this.path = path;
    this.title = title;
  }
}
