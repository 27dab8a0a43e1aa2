/**
 * `npm run gen:flink`: asks Flink for its words, functions and types, and writes them where the check of expressions and
 * the editor's completion take them from. It takes a JDK and Flink's jars. The suite `sql` says when the file is out of date.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flinkSqlCommand } from '../e2e/sql/flink-sql.ts';
import { askFlinkWords, flinkSqlFile, flinkSqlModule } from './gen/flink-sql.ts';
import { root } from './run.ts';

writeFileSync(join(root, flinkSqlFile), flinkSqlModule(askFlinkWords(await flinkSqlCommand())));
console.log(`wrote ${flinkSqlFile}; run npm run gen for the pages that follow from it`);
