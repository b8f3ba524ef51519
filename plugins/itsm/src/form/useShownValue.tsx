import { useCallback, type ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { isErasedRef, type ValueType } from 'backstage-plugin-itsm-common';
import {
  kindViewsApiRef,
  RecordLink,
  RelativeTime,
  useItsmText,
  type KindViewEntry,
} from 'backstage-plugin-itsm-react';
import { isRedactedValue } from '../timeline/redactableOf';
import { isEntityRef } from './isEntityRef';
import { WebLink } from './WebLink';

const WORD = /^[a-z0-9_]+$/i;

const isNumber = (text: string, kinds: readonly KindViewEntry[]) => {
  const [, prefix] = /^\s*([a-z]+)-\d+\s*$/i.exec(text) ?? [];
  return kinds.some(kind => kind.prefix === prefix?.toUpperCase());
};

type Show = (name: string, value: unknown, type?: ValueType) => ReactNode;

/**
 * Shows a value of an entry or a field as a reader knows it, by the type that its field has. A value without a type
 * is text, whatever it looks like, and so is one that its type can't be.
 */
export function useShownValue(kind: string): Show {
  const { t, code } = useItsmText();
  const { entries } = useApi(kindViewsApiRef);
  return useCallback(
    (name, value, type): ReactNode => {
      if (value === null || value === undefined || value === '') {
        return <em>{t('entry.empty')}</em>;
      }
      if (Array.isArray(value)) {
        return value.length ? (
          <ShownList name={name} values={value} type={type} kind={kind} />
        ) : (
          <em>{t('entry.empty')}</em>
        );
      }
      if (isRedactedValue(value)) return <em>{t('redact.value')}</em>;
      if (typeof value === 'object') return JSON.stringify(value);
      if (typeof value === 'boolean') return code(`choice.${name}.${value}`);
      if (typeof value === 'number') {
        const isPriority = name === 'priority';
        return isPriority ? `P${value} ${code(`priority.${value}`)}` : value;
      }
      const told = String(value);
      switch (type) {
        case 'entity':
          if (isErasedRef(told)) return <em>{t('timeline.erased')}</em>;
          return isEntityRef(told) ? (
            <EntityDisplayName entityRef={told} disableTooltip />
          ) : (
            told
          );
        case 'record':
          // A pipeline may name what is a record of another system
          return isNumber(told, entries) ? (
            <RecordLink number={told.trim().toUpperCase()} />
          ) : (
            told
          );
        case 'instant':
          return <RelativeTime at={told} />;
        case 'url':
          return <WebLink url={told} />;
        case 'word':
          if (!WORD.test(told)) return told;
          return code(
            name === 'state'
              ? `kind.${kind}.state.${told}`
              : `choice.${name}.${told}`,
          );
        default:
          return told;
      }
    },
    [t, code, kind, entries],
  );
}

function ShownList(props: {
  name: string;
  values: unknown[];
  type: ValueType | undefined;
  kind: string;
}) {
  const show = useShownValue(props.kind);
  return (
    <>
      {props.values.map((value, index) => (
        <span key={index}>
          {index > 0 && ', '}
          {show(props.name, value, props.type)}
        </span>
      ))}
    </>
  );
}
