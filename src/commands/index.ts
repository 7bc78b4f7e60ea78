/** The table of commands. Only the command that is named gets loaded. */
import type { CommandEntry } from './command-entry.ts';

export const commands: readonly CommandEntry[] = [
  {
    name: 'new',
    summary: 'make a record: asks in a terminal, takes flags everywhere',
    load: async () => (await import('./new.ts')).newCommand,
  },
  { name: 'list', summary: 'list records', load: async () => (await import('./list.ts')).listCommand },
  { name: 'show', summary: 'show one record as a page', load: async () => (await import('./show.ts')).showCommand },
  {
    name: 'search',
    summary: 'find records by any word in them',
    load: async () => (await import('./search.ts')).searchCommand,
  },
  {
    name: 'refs',
    summary: 'show what points to a record, and where it points',
    load: async () => (await import('./refs.ts')).refsCommand,
  },
  {
    name: 'kinds',
    summary: 'say what a record may hold: fields, codes, states, rules',
    load: async () => (await import('./kinds.ts')).kindsCommand,
  },
  { name: 'set', summary: 'change fields of one record', load: async () => (await import('./set.ts')).setCommand },
  { name: 'edit', summary: 'change a record by questions', load: async () => (await import('./edit.ts')).editCommand },
  {
    name: 'attach',
    summary: 'keep a scan or letter with a record',
    load: async () => (await import('./attach.ts')).attachCommand,
  },
  {
    name: 'rename',
    summary: 'give a record another id, and follow every reference',
    load: async () => (await import('./rename.ts')).renameCommand,
  },
  {
    name: 'remove',
    summary: 'remove a record that nothing needs',
    load: async () => (await import('./remove.ts')).removeCommand,
  },
  {
    name: 'advance',
    summary: 'record a step of the life cycle',
    load: async () => (await import('./advance.ts')).advanceCommand,
  },
  {
    name: 'ready',
    summary: 'say what a step or a paper still needs',
    load: async () => (await import('./ready.ts')).readyCommand,
  },
  { name: 'validate', summary: 'check the records', load: async () => (await import('./validate.ts')).validateCommand },
  {
    name: 'fmt',
    summary: 'lay records out in the one canonical way',
    load: async () => (await import('./fmt.ts')).fmtCommand,
  },
  {
    name: 'explain',
    summary: 'say what a problem means and how to mend it',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'agenda',
    summary: 'show what falls due, by the last day to act',
    load: async () => (await import('./agenda.ts')).agendaCommand,
  },
  {
    name: 'completion',
    summary: 'let Tab complete commands, ids and fields',
    load: async () => (await import('./completion.ts')).completionCommand,
  },
  {
    name: 'complete',
    summary: 'offer what may follow on a command line (for the shell)',
    isHidden: true,
    load: async () => {
      const { completeCommand } = await import('./complete.ts');
      return (context) => completeCommand(context, commands);
    },
  },
  {
    name: 'sync',
    summary: 'fetch what others did, merge it, and send yours',
    load: async () => (await import('./sync.ts')).syncCommand,
  },
  {
    name: 'propose',
    summary: 'send your work to be looked at, with its text',
    load: async () => (await import('./propose.ts')).proposeCommand,
  },
  {
    name: 'merge',
    summary: 'take in another branch, record by record',
    load: async () => (await import('./merge.ts')).mergeCommand,
  },
  {
    name: 'resolve',
    summary: 'decide what two sides changed',
    load: async () => (await import('./resolve.ts')).resolveCommand,
  },
  {
    name: 'merge-driver',
    summary: 'merge three versions of a record (for git)',
    isHidden: true,
    load: async () => (await import('./merge-driver.ts')).mergeDriverCommand,
  },
  { name: 'draft', summary: 'make the draft of a record', load: async () => (await import('./draft.ts')).draftCommand },
  {
    name: 'render',
    summary: 'make a document of a record',
    load: async () => (await import('./render.ts')).renderCommand,
  },
];
