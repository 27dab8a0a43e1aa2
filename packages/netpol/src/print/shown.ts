export { printableLine as shown } from '@headrace/text';
