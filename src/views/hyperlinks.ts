/** Addresses behind what is printed, for terminals that open them. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Style } from '../context.ts';

/** A path of a file that leads to it; `folder` is absolute, and what the path is below. */
export function fileLink(style: Style, folder: string, path: string, text = path): string {
  return style.link(text, pathToFileURL(resolve(folder, path)).href);
}

/** The text with its addresses of the web leading there; a sign that ends a sentence is none of theirs. */
export function withLinks(style: Style, text: string): string {
  return text.replace(/https?:\/\/[^\s"<>·]*[^\s"<>·.,;:!?)\]}]/g, (address) => style.link(address, address));
}
