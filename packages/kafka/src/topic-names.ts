/** Whether Kafka takes it as the name of a topic. Source: https://kafka.apache.org/documentation/ (topic names), `Topic.validate`. */
export const isTopicName = (name: string): boolean =>
  /^[a-zA-Z0-9._-]{1,249}$/.test(name) && name !== '.' && name !== '..';

/**
 * What two topic names have in common when Kafka refuses to have both: in the names of its metrics a dot becomes an
 * underscore. Source: org.apache.kafka.common.internals.Topic, `unifyCollisionChars`
 */
const collisionKey = (topic: string): string => topic.replaceAll('.', '_');

/** The topic beside which Kafka creates no topic of a name. */
export const collidingTopic = (name: string, existing: readonly string[]): string | undefined =>
  existing.find((other) => other !== name && collisionKey(other) === collisionKey(name));

/** Why a topic cannot be created beside another one, and what to do. */
export const collisionSentence = (topic: string, existing: string): string =>
  `Kafka takes . and _ in names of topics for the same, so ${topic} collides with ${existing}. Choose another name.`;
