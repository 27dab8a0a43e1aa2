import { createProgram } from './program.ts';
import { letReadersGo } from './reader.ts';

letReadersGo();
await createProgram().parseAsync();
