/** Many files that differ in few parts of their names, on one line that a shell understands too. */

interface NamedFile {
  readonly path: string;
  readonly copy: string | undefined;
  readonly language: string;
}

/** "out/x/draft-{office,za}-en.docx, .pdf". Files of one document, which differ in copy, language and ending only. */
export function filesInShort(files: readonly NamedFile[]): string {
  const stems = new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('.'))));
  const endings = [...new Set(files.map(({ path }) => path.slice(path.lastIndexOf('.'))))];
  const [first] = files;
  if (first === undefined) return '';
  const stem = first.path.slice(0, first.path.lastIndexOf('.'));
  const tail = [first.copy, first.language].filter((part) => part !== undefined).join('-');
  const copies = [...new Set(files.map((file) => file.copy ?? ''))];
  const languages = [...new Set(files.map((file) => file.language))];
  const common = stem.slice(0, stem.length - tail.length);
  // In a copy the languages of one paper stand in an order of their own: then the names are no product of their parts.
  const isProduct = stems.size === copies.length * languages.length;
  const names = isProduct
    ? `${common}${[oneOf(copies), oneOf(languages)].filter((part) => part !== '').join('-')}`
    : `${common}*`;
  return `${names}${endings.join(', ')}`;
}

function oneOf(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  return parts.length > 4 ? '*' : `{${parts.join(',')}}`;
}
