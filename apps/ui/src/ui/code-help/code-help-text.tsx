import { serverCodes } from '@headrace/api/codes';
import type { DiagnosticKinds } from '@headrace/diagnostics';
import { flowCodes } from '@headrace/flow/codes';
import { reviewCodes } from '@headrace/netpol/codes';
import { nodeCodes } from '@headrace/nodes/codes';
import Markdown from 'react-markdown';
import { compilerCodes } from '../../compile/codes.ts';

const kinds: DiagnosticKinds = { ...flowCodes, ...nodeCodes, ...serverCodes, ...compilerCodes, ...reviewCodes };

/** The declared help of a code. It is loaded when somebody first asks for help, with the help of all others. */
export default function CodeHelpText({ code }: { code: string }) {
  const kind = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  if (!kind) return <p>This version of the page has no help for {code}. Reload the page.</p>;
  return (
    <>
      <p>
        <strong>{kind.title}</strong>
      </p>
      <Markdown>{kind.help}</Markdown>
    </>
  );
}
