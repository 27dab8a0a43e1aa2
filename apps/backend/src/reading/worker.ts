/** The worker thread of `FlowReader`: does one task after the other. */
export { perform as default } from './task.ts';
