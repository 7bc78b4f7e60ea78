/** How git is told to show records by their fields: one line in .gitattributes, and settings of each clone. */

export const recordAttributes = 'records/**/*.yaml text eol=lf diff=irc';

export const driverSettings: readonly (readonly [key: string, value: string])[] = [
  // The heading of each part of a diff: the field at the left margin.
  ['diff.irc.xfuncname', '^([A-Za-z_][^:]*:.*)$'],
];
