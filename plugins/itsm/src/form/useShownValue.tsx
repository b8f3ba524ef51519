import { useCallback, type ReactNode } from 'react';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { isErasedRef } from 'backstage-plugin-itsm-common';
import { RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { isRedactedValue } from '../timeline/redactableOf';

const ENTITY_REF =
  /^(user|group|component|api|resource|system|domain|location|template):[^/\s]+\/\S+$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Shows a value of an entry or a field as a reader knows it, by its form and its field's name. */
export function useShownValue(
  kind: string,
): (name: string, value: unknown) => ReactNode {
  const { t, code } = useItsmText();
  return useCallback(
    (name, value): ReactNode => {
      if (value === null || value === undefined || value === '') {
        return <em>{t('entry.empty')}</em>;
      }
      if (Array.isArray(value)) {
        return value.length ? (
          <ShownList name={name} values={value} kind={kind} />
        ) : (
          <em>{t('entry.empty')}</em>
        );
      }
      if (isRedactedValue(value)) return <em>{t('redact.value')}</em>;
      if (typeof value === 'object') return JSON.stringify(value);
      const told = String(value);
      if (name === 'priority') return `P${told} ${code(`priority.${told}`)}`;
      if (isErasedRef(told)) return <em>{t('timeline.erased')}</em>;
      if (ENTITY_REF.test(told)) {
        return <EntityDisplayName entityRef={told} disableTooltip />;
      }
      if (INSTANT.test(told)) return <RelativeTime at={told} />;
      const key =
        name === 'state'
          ? `kind.${kind}.state.${told}`
          : `choice.${name}.${told}`;
      const words = /^[a-z_]+$/.test(told) ? code(key) : told;
      return words;
    },
    [t, code, kind],
  );
}

function ShownList(props: { name: string; values: unknown[]; kind: string }) {
  const show = useShownValue(props.kind);
  return (
    <>
      {props.values.map((value, index) => (
        <span key={index}>
          {index > 0 && ', '}
          {show(props.name, value)}
        </span>
      ))}
    </>
  );
}
