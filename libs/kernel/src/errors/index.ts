export { DomainError, sentenceOf } from './domain-error';
export { asDomainError } from './storage-error';
export { formatError, unwrap, type ErrorReader } from './format-error';
export { plainFault, plainText } from './plain-fault';
