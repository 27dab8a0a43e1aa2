import { serverCodes } from '@headrace/api/codes';
import { connectionCodes } from '@headrace/connections/codes';
import { type DiagnosticKinds, declareCodes } from '@headrace/diagnostics';
import { failureCodes } from '@headrace/flink/codes';
import { flowCodes } from '@headrace/flow/codes';
import { reviewCodes } from '@headrace/netpol/codes';
import { nodeCodes } from '@headrace/nodes/codes';

/** Codes of what the command line could not do. */
export const commandCodes = declareCodes({
  'command/cannot-run': {
    severity: 'error',
    title: 'The command cannot do what it was asked',
    help: 'The message says why and what to do. The exit code is 2.',
  },
  'command/file': {
    severity: 'error',
    title: 'A file cannot be read',
    help: 'Check the path and the permissions of the file. `-` stands for standard input.',
  },
  'command/no-server': {
    severity: 'error',
    title: 'Headrace does not answer',
    help: 'Start it with `npm start`, or name the address of a running one with `--server`.',
  },
  'command/flink-away': {
    severity: 'error',
    title: 'Flink does not answer',
    help: 'Expressions are checked by the planner of Flink. Wait until Flink is there, or check the structure alone: `headrace flow check --offline`.',
  },
  'command/not-trusted': {
    severity: 'error',
    title: 'Nobody trusts the flow yet',
    help: 'Flink would work on the text of a file that came from outside. Read it, and run the command again with `--trust`.',
  },
  'command/needs-consent': {
    severity: 'error',
    title: 'The command asks, and nobody can answer',
    help: 'Standard input is not a terminal. Give the answer with the option that the message names.',
  },
  'command/declined': {
    severity: 'error',
    title: 'The question was answered with no',
    help: 'Nothing was changed.',
  },
  'command/no-node': {
    severity: 'error',
    title: 'There is no such node to preview',
    help: '`--node` takes the name of a node, or `node.port` for a port other than the first. The message lists the names.',
  },
  'run/not-running': {
    severity: 'error',
    title: 'The flow does not run',
    help: 'There is nothing to stop. `headrace flow status` shows how its last run ended.',
  },
  'command/unknown-code': {
    severity: 'error',
    title: 'The code is not known',
    help: '`headrace explain` takes the code of a message: `link/cycle`. A newer version may know more of them.',
  },
  'command/fault': {
    severity: 'error',
    title: 'An error in Headrace',
    help: 'This is a fault of Headrace. Report the text on standard error.',
  },
});

export type CommandCode = keyof typeof commandCodes;

/** All codes that `headrace explain` knows, beside the problems of the HTTP API. */
export const explainedCodes: DiagnosticKinds = {
  ...flowCodes,
  ...connectionCodes,
  ...nodeCodes,
  ...serverCodes,
  ...failureCodes,
  ...reviewCodes,
  ...commandCodes,
};
