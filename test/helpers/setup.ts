/** What holds for every file of tests. */
import { afterAll } from 'vitest';
import { removePrepared } from './repository.ts';

afterAll(removePrepared);
