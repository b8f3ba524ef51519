import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Refusal } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { isEntityRef } from '../../form/isEntityRef';
import styles from './Definitions.module.css';

/** Stands around the name of a parameter; nobody types it. */
const MARK = '\u0001';

/** What a definition does, sentence by sentence. Entities in it are links. */
export function ExplanationList(props: { explanation: readonly Refusal[] }) {
  return (
    <ul className={styles.list}>
      {props.explanation.map((each, index) => (
        <li key={index}>
          <Explanation {...each} />
        </li>
      ))}
    </ul>
  );
}

function Explanation(props: Refusal) {
  const { code } = useItsmText();
  const { params = {} } = props;
  const marked = Object.fromEntries(
    Object.keys(params).map(name => [name, `${MARK}${name}${MARK}`]),
  );
  const parts = code(`definition.explanation.${props.code}`, marked).split(
    MARK,
  );
  return (
    <>
      {parts.map((part, index) => (
        <span key={index}>
          {index % 2 === 0 ? part : <Param value={String(params[part])} />}
        </span>
      ))}
    </>
  );
}

const Param = ({ value }: { value: string }) =>
  isEntityRef(value) ? (
    <EntityRefLink entityRef={value} />
  ) : (
    <strong>{value}</strong>
  );
