/** What was done. Those with an actor were asked for by a person, and are what an audit reads. */
export type Action =
  | 'flow.create'
  | 'flow.save'
  | 'flow.trust'
  | 'flow.delete'
  | 'flow.restore'
  | 'preview.open'
  | 'run.start'
  | 'run.stop'
  /** Flink showed something new of it. */
  | 'run.change';
