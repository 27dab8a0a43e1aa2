/** The sample topics. One partition each: events of a topic keep their order, and no idle partition holds back time. */
export const topicNames = [
  'ORDERS',
  'CANCELLATIONS',
  'CUSTOMERS',
  'DOOR.BADGEIN',
  'STOCK.MOVEMENT',
  'SENSOR.READINGS',
  'ORDERS.ONLINE',
  'ORDERS.ABANDONED',
  'CLICKTRACKING',
  'STOCK.NOSTOCK',
  'PRODUCT.RETURNS',
  'PRODUCT.REVIEWS',
  'TRANSACTIONS',
  'MQ.COMMANDS',
] as const;

export type TopicName = (typeof topicNames)[number];
