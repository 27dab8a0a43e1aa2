-- The shapes that the compiler gives for a source, a filter, a transform and an aggregate: what a check asks the planner,
-- and last what a preview runs. Whoever has planned and run these has loaded what a person's first flow needs; a shape
-- that is missing here only makes that first flow slower. Statements end with a semicolon at the end of a line.
CREATE TEMPORARY TABLE `orders.source` (
  `message_key` STRING,
  `id` STRING,
  `price` DOUBLE,
  `quantity` INT,
  `region` STRING,
  `ordertime` TIMESTAMP(3),
  `message_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  WATERMARK FOR `ordertime` AS `ordertime` - INTERVAL '1' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = '127.0.0.1:9092',
  'properties.group.id' = 'orders',
  'properties.fetch.max.wait.ms' = '50',
  'scan.startup.mode' = 'earliest-offset',
  'scan.topic-partition-discovery.interval' = '0',
  'scan.watermark.idle-timeout' = '30000 ms',
  'key.format' = 'raw',
  'key.fields' = 'message_key',
  'value.fields-include' = 'EXCEPT_KEY',
  'value.format' = 'json',
  'value.json.timestamp-format.standard' = 'SQL',
  'value.json.ignore-parse-errors' = 'true'
);
CREATE TEMPORARY VIEW `checked` AS
WITH
  `orders` AS (
    SELECT `message_key` AS `country`, `id`, `price`, `quantity`, `region`, `ordertime`,
      CAST(`message_headers`['priority'] AS STRING) AS `priority`
    FROM `orders.source`
  ),
  `emea` AS (SELECT * FROM `orders` WHERE (region = 'EMEA')),
  `emea.unmatched` AS (SELECT * FROM `orders` WHERE (region = 'EMEA') IS NOT TRUE),
  `totals` AS (
    SELECT `id`, `quantity`, `ordertime`,
      (CAST(price * quantity AS DECIMAL(10, 2))) AS `total`,
      (REGEXP_EXTRACT(id, '([A-Z]+)-.*', 1)) AS `style`
    FROM `emea`
  ),
  `sums` AS (
    SELECT `style`, SUM(`quantity`) AS `units`, AVG(CAST(`total` AS DOUBLE)) AS `mean`, `window_time` AS `ends`
    FROM TABLE(TUMBLE(DATA => TABLE `totals`, TIMECOL => DESCRIPTOR(`ordertime`), SIZE => INTERVAL '10' SECOND))
    GROUP BY `style`, `window_start`, `window_end`, `window_time`
  )
SELECT `orders`.`priority` AS `c0`, `emea`.`id` AS `c1`, `emea.unmatched`.`id` AS `c2`, `totals`.`total` AS `c3`,
  `sums`.`mean` AS `c4`, `sums`.`ends` AS `c5`
FROM `orders` CROSS JOIN `emea` CROSS JOIN `emea.unmatched` CROSS JOIN `totals` CROSS JOIN `sums`;
DESCRIBE `checked`;
WITH
  `orders` AS (
    SELECT `message_key` AS `country`, `id`, `price`, `quantity`, `region`, `ordertime`,
      CAST(`message_headers`['priority'] AS STRING) AS `priority`
    FROM `orders.source`
  ),
  `emea` AS (SELECT * FROM `orders` WHERE (region = 'EMEA')),
  `emea.unmatched` AS (SELECT * FROM `orders` WHERE (region = 'EMEA') IS NOT TRUE),
  `totals` AS (
    SELECT `id`, `quantity`, `ordertime`,
      (CAST(price * quantity AS DECIMAL(10, 2))) AS `total`,
      (REGEXP_EXTRACT(id, '([A-Z]+)-.*', 1)) AS `style`
    FROM `emea`
  ),
  `sums` AS (
    SELECT `style`, SUM(`quantity`) AS `units`, AVG(CAST(`total` AS DOUBLE)) AS `mean`, `window_time` AS `ends`
    FROM TABLE(TUMBLE(DATA => TABLE `totals`, TIMECOL => DESCRIPTOR(`ordertime`), SIZE => INTERVAL '10' SECOND))
    GROUP BY `style`, `window_start`, `window_end`, `window_time`
  )
SELECT '0' AS `port`, CAST(CURRENT_WATERMARK(`ordertime`) AS STRING) AS `watermark`,
  ARRAY[`country`, CAST(`id` AS STRING), CAST(`price` AS STRING), CAST(`quantity` AS STRING), CAST(`region` AS STRING), CAST(`ordertime` AS STRING), CAST(`priority` AS STRING)] AS `columns`
FROM `orders`
UNION ALL
SELECT '1' AS `port`, CAST(CURRENT_WATERMARK(`ordertime`) AS STRING) AS `watermark`,
  ARRAY[CAST(`id` AS STRING), CAST(`quantity` AS STRING), CAST(`ordertime` AS STRING)] AS `columns`
FROM `emea`
UNION ALL
SELECT '2' AS `port`, CAST(CURRENT_WATERMARK(`ordertime`) AS STRING) AS `watermark`,
  ARRAY[CAST(`id` AS STRING), CAST(`quantity` AS STRING), CAST(`ordertime` AS STRING)] AS `columns`
FROM `emea.unmatched`
UNION ALL
SELECT '3' AS `port`, CAST(CURRENT_WATERMARK(`ordertime`) AS STRING) AS `watermark`,
  ARRAY[CAST(`id` AS STRING), CAST(`total` AS STRING), CAST(`style` AS STRING)] AS `columns`
FROM `totals`
UNION ALL
SELECT '4' AS `port`, CAST(CURRENT_WATERMARK(`ends`) AS STRING) AS `watermark`,
  ARRAY[CAST(`style` AS STRING), CAST(`units` AS STRING), CAST(`mean` AS STRING), CAST(`ends` AS STRING)] AS `columns`
FROM `sums`;
