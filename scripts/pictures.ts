/** Draws docs/pictures/ anew. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removePrepared } from '../test/helpers/repository.ts';
import { pictureFolder, pictures, wizardPicture } from './picture-pages.ts';

await mkdir(pictureFolder, { recursive: true });
for (const [name, svg] of await pictures()) await writeFile(join(pictureFolder, name), svg);
const wizard = await wizardPicture();
if (wizard === undefined) process.stderr.write('wizard.svg stays as it is: there is no tmux here.\n');
else await writeFile(join(pictureFolder, 'wizard.svg'), wizard);
removePrepared();
