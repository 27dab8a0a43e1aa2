import { type Differing, positionAt, type Yaml } from '@headrace/yaml';
import type { Diagnostic } from '../diagnostic.ts';

/**
 * Says where readers of YAML 1.1, such as kubectl, take a key or a value of a flow for something else (`yes` for a boolean, `0120`
 * for 80): a flow is read by YAML 1.2 here, and may be kept beside files that kubectl applies.
 */
export function readersDiffer(yaml: Yaml): Diagnostic[] {
  return yaml.differing
    .filter((found) => !isCoordinate(found))
    .map(({ path, isKey, written, toKubectl, toOthers, at }) => ({
      code: 'document/readers-differ',
      severity: 'info',
      message: `The ${isKey ? 'key' : 'value'} ${written} is ${words(toOthers)} here, and ${words(toKubectl)} to kubectl, which reads YAML 1.1. Put it in quotes if a text is meant.`,
      place: {
        ...(path[0] === 'spec' && path[1] === 'nodes' && path.length > 2
          ? { node: String(path[2]), path: path.slice(3) }
          : { path }),
        file: positionAt(yaml, at),
      },
    }));
}

/** The coordinate `y` on the canvas is not reported: earlier versions of Headrace wrote it without quotes. */
const isCoordinate = ({ path, isKey, written }: Differing): boolean =>
  isKey && written === 'y' && path[0] === 'spec' && (path[1] === 'layout' || path[1] === 'comments');

const words = (value: unknown): string =>
  typeof value === 'string' ? `the text ${JSON.stringify(value)}` : `the ${typeof value} ${value}`;
