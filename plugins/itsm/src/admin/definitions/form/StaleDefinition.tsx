import type { DefinitionContent } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { StaleTable } from '../../../form/StaleTable';
import type { DefinitionParts } from '../DefinitionTypeView';
import { changedParts } from '../history/ChangeTable';
import { flatContent, useDefinitionValue } from '../useDefinitionValue';

/** What somebody else changed, beside what was typed meanwhile. */
export function StaleDefinition(props: {
  parts: DefinitionParts;
  before: DefinitionContent;
  now: DefinitionContent;
  mine: DefinitionContent;
  isPossible: boolean;
}) {
  const { t, code } = useItsmText();
  const { parts } = props;
  const show = useDefinitionValue(parts);
  const names = changedParts(parts, props.before, props.now);
  const own = changedParts(parts, props.mine, props.now);
  const [before, now, mine]: Record<string, unknown>[] = [
    props.before,
    props.now,
    props.mine,
  ].map(flatContent);
  return (
    <StaleTable
      explanation={t(
        props.isPossible
          ? 'definition.form.staleText'
          : 'definition.form.notEditable',
      )}
      rows={names.map(name => ({
        name,
        label: code(`definition.field.${name}`),
        before: show(name, before[name]),
        now: show(name, now[name]),
        mine: own.includes(name) ? show(name, mine[name]) : undefined,
      }))}
    />
  );
}
