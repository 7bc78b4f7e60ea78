/** What a change of the schemas lets pass. Code: schema-weakened. */
import type { Problem } from '../../errors.ts';

/**
 * A warning for each error that the schemas before the change find and those after it do not. `now` and `then` are what
 * both find in the same records. A folder that only the new schemas know holds records of a new kind, which no
 * schema let pass before.
 */
export function weakenedProblems(now: readonly Problem[], then: readonly Problem[]): Problem[] {
  const key = ({ file, code, path }: Problem): string => JSON.stringify([file, code, path]);
  const refused = new Set(now.filter(({ severity }) => severity === 'error').map(key));
  return then
    .filter(
      (problem) => problem.severity === 'error' && problem.code !== 'file-misplaced' && !refused.has(key(problem)),
    )
    .map((problem) => ({
      ...problem,
      code: 'schema-weakened',
      severity: 'warning',
      message: `Before this change it would be refused, as ${problem.code}: ${problem.message}`,
      hint: 'a schema, code list or clause of this change lets it pass; look whether that is meant',
    }));
}
