export { demoRecordsModule as default } from './demoRecordsModule';
