/** Takes a step with a changed record of the samples: what the guards of the packaged schemas say to it. */
import { type Ran, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { type Change, changed } from './provoke.ts';

/**
 * The outcome of `irc advance` for the record of the file with the change made. `to` is the state, or all that the command
 * line says after the id; `also` are other records, by path.
 */
export async function step(
  file: string,
  change: Change,
  to: string | readonly string[],
  also: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const workspace = sampleWorkspace();
  try {
    workspace.commit({ ...also, [file]: changed(file, change) });
    const id = file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
    const args = ['advance', id, ...[to].flat(), '--yes', '--dry-run'];
    return await run(workspace.root, args, { env: workspace.env });
  } finally {
    workspace.remove();
  }
}
