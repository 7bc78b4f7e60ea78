/** The user's own editor on a text: in a file of its own, never on the record itself. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mendFirstError } from '../errors.ts';
import { errorCode } from './error-code.ts';

/**
 * The text as the editor leaves it. VISUAL stands before EDITOR, as for git; without either it is `vi`. Rejects with
 * `no-editor` and `editor-failed`; the text then still lies in the file that the error names.
 */
export async function editInEditor(text: string, name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const command = env.VISUAL || env.EDITOR || 'vi';
  const folder = await mkdtemp(join(await temporaryFolder(), 'irc-edit-'));
  const file = join(folder, name);
  await writeFile(file, text, { mode: 0o600 });
  await runEditor(command, file, env);
  const edited = await readFile(file, 'utf8');
  await rm(folder, { recursive: true, force: true });
  return edited;
}

async function temporaryFolder(): Promise<string> {
  const folder = tmpdir();
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Through the shell, as the variable may hold options ("code --wait"); the file is an argument of its own. */
function runEditor(command: string, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [program, args] =
    process.platform === 'win32' ? ['cmd.exe', ['/c', command, file]] : ['sh', ['-c', `${command} "$1"`, 'sh', file]];
  return new Promise((resolve, reject) => {
    const editor = spawn(program as string, args as string[], { stdio: 'inherit', env });
    editor.on('error', (error) =>
      reject(
        mendFirstError(
          'no-editor',
          `The editor cannot be started (${errorCode(error)}).`,
          'set EDITOR, such as: EDITOR=nano',
        ),
      ),
    );
    editor.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          mendFirstError(
            'editor-failed',
            `The editor "${command}" ended with ${code ?? signal}. Nothing was saved; your text is in ${file}`,
            'set EDITOR to one that works, such as: EDITOR=nano',
          ),
        );
    });
  });
}
