/** The YAML language server, as an editor speaks to it: JSON-RPC over standard input and output. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

const manifest = createRequire(import.meta.url).resolve('yaml-language-server/package.json');
const program = join(manifest, '..', 'bin', 'yaml-language-server');

export class LanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #notes = new Map<string, ((params: unknown) => void)[]>();
  #rest = Buffer.alloc(0);
  #last = 0;

  constructor() {
    this.#child = spawn(process.execPath, [program, '--stdio']);
    this.#child.stdout.on('data', (bytes: Buffer) => this.#read(bytes));
  }

  /** Asks, and gives the result. */
  ask<T>(method: string, params: unknown): Promise<T> {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise<unknown>((resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answer as Promise<T>;
  }

  tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The next note of that name for which `fits` holds. */
  next<T>(method: string, fits: (params: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const hear = (params: unknown): void => {
        if (!fits(params as T)) return;
        this.#notes.set(
          method,
          (this.#notes.get(method) ?? []).filter((other) => other !== hear),
        );
        resolve(params as T);
      };
      this.#notes.set(method, [...(this.#notes.get(method) ?? []), hear]);
    });
  }

  stop(): void {
    this.#child.kill();
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#rest.subarray(0, end).toString())?.[1]);
      if (end < 0 || this.#rest.length < end + 4 + length) return;
      const text = this.#rest.subarray(end + 4, end + 4 + length).toString('utf8');
      this.#rest = this.#rest.subarray(end + 4 + length);
      this.#take(JSON.parse(text) as Message);
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === undefined) {
      this.#answers.get(Number(id))?.(result);
      return;
    }
    // The server asks for settings; those of the extension as installed are no settings at all.
    if (id !== undefined) this.#child.stdin.write(this.#settings(id, method, params));
    for (const hear of this.#notes.get(method) ?? []) hear(params);
  }

  #settings(id: number | string, method: string, params: unknown): string {
    const items = (params as { items?: unknown[] } | undefined)?.items ?? [];
    const result = method === 'workspace/configuration' ? items.map(() => null) : null;
    const text = JSON.stringify({ jsonrpc: '2.0', id, result });
    return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  }
}
