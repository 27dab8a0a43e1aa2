/** What was done. Those with an actor were asked for by a person, and are what an audit reads. */
export type Action =
  | 'flow.create'
  | 'flow.save'
  | 'flow.trust'
  | 'flow.delete'
  | 'flow.restore'
  | 'preview.open'
  | 'resource.create'
  /** Somebody had messages of a resource read, to find its schema. */
  | 'resource.read'
  | 'run.start'
  | 'run.stop'
  /** Somebody read the trace of a failure. */
  | 'run.trace'
  /** Flink showed something new of it. */
  | 'run.change';
