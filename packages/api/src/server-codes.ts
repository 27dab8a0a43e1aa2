import { type CodesOf, declareCodes } from '@headrace/diagnostics';

/** Codes that only a server reports: of reading a flow in time, and of what it sees in the events of a preview. */
export const serverCodes = declareCodes({
  'document/too-slow': {
    severity: 'error',
    title: 'Reading the flow took too long',
    help: 'The server or the browser gave up reading the flow after some seconds. Try again; if it happens again, split the flow.',
  },
  'source/unreadable': {
    severity: 'warning',
    title: 'Messages cannot be read and are left out',
    help: `The message is not JSON of the expected form. The notice names one of them by partition and offset, and says why it cannot be read. Correct what
writes it, or choose *Fail* in the source so that no message is left out without being noticed.`,
  },
  'source/emptied': {
    severity: 'warning',
    title: 'Values do not fit their types and are left empty',
    help: 'A field of the message has another kind of value than the property says. Give the property a type that fits all messages, for example `STRING`.',
  },
  'source/untimed': {
    severity: 'warning',
    title: 'Events have no event time',
    help: 'The field is absent, empty, or in another format than the source says. Windows leave such events out. Check the time format, or take the event time from Kafka.',
  },
  'source/far-ahead': {
    severity: 'warning',
    title: 'An event has a time far in the future',
    help: 'The newest event moves time forward. One wrong time moves it so far that all later events are late, and windows drop them. Set *Most ahead* in the source to ignore such times.',
  },
  'source/waiting-for-partition': {
    severity: 'info',
    title: 'Windows wait for a partition without events',
    help: 'Time goes on when every partition of the topic has given an event. A partition that stays silent is left out after the idle timeout of the source.',
  },
  'window/late': {
    severity: 'warning',
    title: 'Events came after their window had ended',
    help: 'A window ends when the event time has passed its end by the lateness of the source. Give the source more lateness: windows then end later and take in events that come later.',
  },
});

export type ServerCode = keyof typeof serverCodes;

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof serverCodes> {}
}
