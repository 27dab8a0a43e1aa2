export { type BindOptions, bind, type Handler, type Handlers, type HandlersOf } from './bind.ts';
