/** It cannot be done: the sentence is for the person, the exit code is 2. */
export class CannotRun extends Error {}
