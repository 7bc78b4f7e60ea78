/** The table of commands. Only the command that is named gets loaded. */
import type { CommandEntry } from './command-entry.ts';

export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    group: 'Begin',
    summary: 'begin a register in a new or an existing folder',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'new',
    group: 'Begin',
    summary: 'make a record: asks in a terminal, takes flags everywhere',
    load: async () => (await import('./new.ts')).newCommand,
  },
  { name: 'list', group: 'Find', summary: 'list records', load: async () => (await import('./list.ts')).listCommand },
  {
    name: 'show',
    group: 'Find',
    summary: 'show one record as a page',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'search',
    group: 'Find',
    summary: 'find records by any word in them',
    load: async () => (await import('./search.ts')).searchCommand,
  },
  {
    name: 'refs',
    group: 'Find',
    summary: 'show what points to a record, and where it points',
    load: async () => (await import('./refs.ts')).refsCommand,
  },
  {
    name: 'kinds',
    group: 'Find',
    summary: 'say what a record may hold: fields, codes, states, rules',
    load: async () => (await import('./kinds.ts')).kindsCommand,
  },
  {
    name: 'set',
    group: 'Change',
    summary: 'change fields of one record',
    load: async () => (await import('./set.ts')).setCommand,
  },
  {
    name: 'edit',
    group: 'Change',
    summary: 'change a record by questions',
    load: async () => (await import('./edit.ts')).editCommand,
  },
  {
    name: 'attach',
    group: 'Change',
    summary: 'keep a scan or letter with a record',
    load: async () => (await import('./attach.ts')).attachCommand,
  },
  {
    name: 'rename',
    group: 'Change',
    summary: 'give a record another id, and follow every reference',
    load: async () => (await import('./rename.ts')).renameCommand,
  },
  {
    name: 'remove',
    group: 'Change',
    summary: 'remove a record that nothing needs',
    load: async () => (await import('./remove.ts')).removeCommand,
  },
  {
    name: 'diff',
    group: 'History',
    summary: 'show what differs, record by record and field by field',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  {
    name: 'log',
    group: 'History',
    summary: 'show who changed what, and when',
    load: async () => (await import('./log.ts')).logCommand,
  },
  {
    name: 'advance',
    group: 'Change',
    summary: 'record a step of the life cycle',
    load: async () => (await import('./advance.ts')).advanceCommand,
  },
  {
    name: 'ready',
    group: 'Plan',
    summary: 'say what a step or a paper still needs',
    load: async () => (await import('./ready.ts')).readyCommand,
  },
  {
    name: 'validate',
    group: 'Check',
    summary: 'check the records',
    load: async () => {
      const { validateCommand } = await import('./validate.ts');
      return (context) =>
        validateCommand(
          context,
          commands.map((entry) => entry.name),
        );
    },
  },
  {
    name: 'fmt',
    group: 'Check',
    summary: 'lay records out in the one canonical way',
    load: async () => (await import('./fmt.ts')).fmtCommand,
  },
  {
    name: 'doctor',
    group: 'Check',
    summary: 'check the computer, git and the register, and mend what can be mended',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'explain',
    group: 'Check',
    summary: 'say what a problem means and how to mend it',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'agenda',
    group: 'Plan',
    summary: 'show what falls due, by the last day to act',
    load: async () => (await import('./agenda.ts')).agendaCommand,
  },
  {
    name: 'match',
    group: 'Plan',
    summary: 'show which records fit one, and why',
    load: async () => (await import('./match.ts')).matchCommand,
  },
  {
    name: 'rank',
    group: 'Plan',
    summary: 'put a portfolio in order, with what each figure is made of',
    load: async () => (await import('./rank.ts')).rankCommand,
  },
  {
    name: 'report',
    group: 'Plan',
    summary: 'make a report: figures of many records, each with its sources',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'completion',
    group: 'Begin',
    summary: 'let Tab complete commands, ids and fields',
    load: async () => (await import('./completion.ts')).completionCommand,
  },
  {
    name: 'complete',
    group: 'Begin',
    summary: 'offer what may follow on a command line (for the shell)',
    isHidden: true,
    load: async () => {
      const { completeCommand } = await import('./complete.ts');
      return (context) => completeCommand(context, commands);
    },
  },
  {
    name: 'sync',
    group: 'Share',
    summary: 'fetch what others did, merge it, and send yours',
    load: async () => (await import('./sync.ts')).syncCommand,
  },
  {
    name: 'propose',
    group: 'Share',
    summary: 'send your work to be looked at, with its text',
    load: async () => (await import('./propose.ts')).proposeCommand,
  },
  {
    name: 'merge',
    group: 'Share',
    summary: 'take in another branch, record by record',
    load: async () => (await import('./merge.ts')).mergeCommand,
  },
  {
    name: 'resolve',
    group: 'Share',
    summary: 'decide what two sides changed',
    load: async () => (await import('./resolve.ts')).resolveCommand,
  },
  {
    name: 'merge-driver',
    group: 'Share',
    summary: 'merge three versions of a record (for git)',
    isHidden: true,
    load: async () => (await import('./merge-driver.ts')).mergeDriverCommand,
  },
  ...['draft', 'profile'].map((name) => ({
    name,
    group: 'Papers',
    summary: `make the ${name} of a record`,
    load: async () => (await import('./named-document.ts')).documentCommand(name),
  })),
  {
    name: 'render',
    group: 'Papers',
    summary: 'make documents of records',
    load: async () => (await import('./render.ts')).renderCommand,
  },
  {
    name: 'clauses',
    group: 'Papers',
    summary: 'show the clause library, or the articles of a record',
    load: async () => (await import('./clauses.ts')).clausesCommand,
  },
];
