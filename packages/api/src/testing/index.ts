export { type Declared, declaredAnswer, undeclaredIn } from './declared-answer.ts';
export { type Misuse, misusesOf, type TestRequest } from './misuse.ts';
export { sampleOf, samplesOf } from './samples.ts';
