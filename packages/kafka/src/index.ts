export type { Kafka, PartitionEnds } from './cluster-client.ts';
export { type Credentials, readCredentials, readCredentialsFile } from './credentials.ts';
export { KafkaFault } from './fault.ts';
export { loadClient, openKafka } from './kafka.ts';
export type { OutMessage } from './produce.ts';
export type { ReadMessage } from './read/message.ts';
export { findSchema } from './schema/find.ts';
