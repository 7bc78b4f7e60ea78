/** The files of a workspace beside its records: what git, editors and people need, made from its kinds. */
import type { CodeLists } from '../core/schemas/code-lists.ts';
import { editorSchema, editorSchemaPath } from '../core/schemas/editor-schema.ts';
import type { Kind, KindSet } from '../core/schemas/kind.ts';
import { recordAttributes } from '../core/setup/git-drivers.ts';

/** A text file by its path below the workspace, and what to do by hand where another lies there already. */
export interface WorkspaceFile {
  readonly path: string;
  readonly text: string;
  readonly byHand: string;
}

/** The lines that .gitattributes must have. */
export const attributeLines = ['* text=auto eol=lf', recordAttributes, 'files/** binary'];

/** The line that .gitignore must have: documents are made anew, and not kept. */
export const ignoreLine = 'out/';

/** A plain schema for each kind, which editors read. */
export function editorFiles(kinds: KindSet, codeLists: CodeLists): WorkspaceFile[] {
  return kinds.kinds.map((kind) => ({
    path: editorSchemaPath(kind.name),
    text: editorSchema(kinds, kind, codeLists),
    byHand: 'make it anew: irc doctor --fix',
  }));
}

/** Settings by which VS Code with the YAML extension completes, explains and checks records. */
export function vscodeFiles(kinds: readonly Kind[]): WorkspaceFile[] {
  const schemas = Object.fromEntries(kinds.map((kind) => [editorSchemaPath(kind.name), recordFiles(kind)]));
  const settings = {
    'files.eol': '\n',
    'yaml.schemas': schemas,
    // Records have one layout, that of irc fmt; another formatter would undo it.
    'yaml.format.enable': false,
    '[yaml]': { 'editor.tabSize': 2, 'editor.insertSpaces': true, 'editor.quickSuggestions': { strings: true } },
  };
  return [
    {
      path: '.vscode/settings.json',
      text: json(settings),
      byHand: `add "yaml.schemas": ${JSON.stringify(schemas)}`,
    },
    {
      path: '.vscode/extensions.json',
      text: json({ recommendations: ['redhat.vscode-yaml'] }),
      byHand: 'add "redhat.vscode-yaml" to its recommendations',
    },
  ];
}

/** What git needs to know of the files. */
export function gitFiles(): WorkspaceFile[] {
  return [
    {
      path: '.gitattributes',
      text: `# Text has LF on every computer; records are merged and shown by their fields; scans are left alone.\n${attributeLines.join('\n')}\n`,
      byHand: `add the lines: ${attributeLines.join(' | ')}`,
    },
    {
      path: '.gitignore',
      text: `# Documents are made from the records at any time: irc draft, irc render.\n${ignoreLine}\n`,
      byHand: `add the line: ${ignoreLine}`,
    },
  ];
}

/** All files of a new workspace but its records and its copies. `house` is what the office is called. */
export function newWorkspaceFiles(kinds: KindSet, codeLists: CodeLists, house: string): WorkspaceFile[] {
  return [
    ...gitFiles(),
    { path: '.editorconfig', text: editorconfig, byHand: 'have it keep UTF-8, LF and 2 spaces for *.yaml' },
    ...vscodeFiles(kinds.kinds),
    { path: 'README.md', text: readme(kinds.kinds, house), byHand: 'nothing needs to be added' },
    ...editorFiles(kinds, codeLists),
  ];
}

function recordFiles(kind: Kind): string {
  return kind.annotations.singleton === undefined ? `records/${kind.plural}/*.yaml` : `records/${kind.name}.yaml`;
}

const editorconfig = `root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.{yaml,json}]
indent_style = space
indent_size = 2
trim_trailing_whitespace = true
`;

function readme(kinds: readonly Kind[], house: string): string {
  const rows = kinds.map((kind) => `| \`${recordFiles(kind).replace('*', '<id>')}\` | ${cell(kind.description)} |`);
  const made = kinds.filter((kind) => kind.annotations.singleton === undefined);
  const words = made.flatMap((kind) => Object.keys(kind.annotations.presets ?? {}).slice(0, 1));
  const begin = [...new Set([...words, ...made.map((kind) => kind.name)])].slice(0, 3);
  return `# Register of ${cell(house)}

Each record is one file. Who changes one changes it for all, and every change is kept with its day and its author.

| file | what it holds |
| --- | --- |
${rows.join('\n')}
| \`files/<id>/\` | scans that belong to a record |

## Begin

Once on each computer, in this folder:

\`\`\`sh
irc doctor --fix
\`\`\`

Then make records. irc asks what it needs to know:

\`\`\`sh
${begin.map((word) => `irc new ${word}`).join('\n')}
\`\`\`

What waits for you: \`irc inbox\`. What there is: \`irc list\`. To have what others did and send yours: \`irc sync\`. All commands:
\`irc --help\`.

Records may also be changed in an editor: VS Code with the extension "YAML" (Red Hat) completes fields and codes,
explains them, and marks what is wrong. Afterwards: \`irc save\`.
`;
}

/** Untrusted words within a line or a table cell of Markdown. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
