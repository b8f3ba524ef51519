/**
 * What other frontend plugins import from ITSM for Backstage: the API ref, hooks that follow
 * changes, small components, and the blueprint that adds the view of a kind.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './routes';
export * from './administration/AdministrationPageBlueprint';
export * from './chips/Chip';
export * from './chips/PriorityChip';
export * from './chips/StateChip';
export * from './kindView/KindIcon';
export * from './kindView/KindView';
export * from './kindView/KindViewBlueprint';
export * from './kindView/kindViewsApi';
export * from './kindView/ListView';
export * from './live/queries';
export {
  useLiveQuery,
  type LiveQuery,
  type LiveQueryOptions,
} from './live/useLiveQuery';
export * from './recordLink/RecordLink';
export * from './recordLink/useRecordPath';
export { itsmTitle, type ItsmTitle } from './text/itsmTitle';
export * from './text/itsmTranslationRef';
export { itsmTranslations } from './text/itsmTranslations';
export * from './text/CodeText';
export * from './text/useItsmText';
export { useLanguage } from './time/useLanguage';
export { formatDuration } from './time/instants';
export * from './time/RelativeTime';
