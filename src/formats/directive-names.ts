/** The directives that stand on lines of their own, as docs/templates.md lists them. */
export const containers: readonly string[] = [
  'letterhead',
  'title',
  'parties',
  'recitals',
  'definitions',
  'signatures',
  'table',
  'chart',
  'note',
  'annex',
];

/** It stands only within `::::signatures`. */
export const signatureDirective = 'signature';
