/** How git is told to merge and show records by their fields: one line in .gitattributes, and settings of each clone. */

/** The line of .gitattributes. A clone without the settings merges line by line, as git does. */
export const recordAttributes = 'records/**/*.yaml text eol=lf merge=irc diff=irc';

/** Settings by key. `program`: how a shell starts irc. git fills in the ancestor, ours, theirs and the path. */
export function driverSettings(program: string): readonly (readonly [key: string, value: string])[] {
  return [
    ['merge.irc.name', 'records of irc, merged field by field'],
    ['merge.irc.driver', `${program} merge-driver %O %A %B %P`],
    // The heading of each part of a diff: the field at the left margin.
    ['diff.irc.xfuncname', '^([A-Za-z_][^:]*:.*)$'],
  ];
}
