export { type Actor, type BindOptions, bind, type Call, type Handler, type Handlers, type HandlersOf } from './bind.ts';
export { type RefusalMore, refuse } from './refuse.ts';
