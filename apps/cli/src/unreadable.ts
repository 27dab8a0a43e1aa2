import { errorCode } from '@headrace/text';

/**
 * The message for a file or folder that cannot be read.
 * @param error of `node:fs`
 */
export function whyUnreadable(path: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return sentences[errorCode(error) ?? '']?.(path) ?? `${path} cannot be read: ${message}.`;
}

const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no file ${path}.`,
  ENOTDIR: (path) => `There is no file ${path}.`,
  EISDIR: (path) => `${path} is a folder, not a file.`,
  EACCES: (path) => `You may not read ${path}.`,
  EPERM: (path) => `You may not read ${path}.`,
  ELOOP: (path) => `${path} is a link that leads to itself.`,
  ENAMETOOLONG: (path) => `The name ${path.slice(0, 40)}… is too long for a file.`,
};
