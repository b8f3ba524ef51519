import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  currentDefinition,
  type DefinitionAction,
  type DefinitionView,
} from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { useToast } from '../../../record/useToast';
import { failureText } from '../../../states/failure';
import type { DefinitionTypeView } from '../DefinitionTypeView';

/** Does something with a definition and says how it went. */
export function useDefinitionAction(
  view: DefinitionTypeView,
  definition: DefinitionView,
  onChanged: (definition: DefinitionView) => void,
) {
  const text = useItsmText();
  const client = useApi(itsmApiRef).definitions;
  const toast = useToast();
  const [running, setRunning] = useState<DefinitionAction>();
  const [failure, setFailure] = useState<string>();

  /** True when it was done. */
  const perform = async (
    action: DefinitionAction,
    input: { reason?: string; version?: number } = {},
  ): Promise<boolean> => {
    if (running) return false;
    setRunning(action);
    setFailure(undefined);
    const { id, version, name } = definition;
    try {
      const changed = await client.act(view.plural, id, action, input, {
        version,
      });
      toast({
        title: text.t(`definition.done.${action}`, { name, ...input }),
        status: 'success',
      });
      onChanged(changed);
      return true;
    } catch (error) {
      // What was decided about another version has to be decided again
      const current = currentDefinition(error);
      if (current) onChanged(current);
      setFailure(
        current ? text.t('definition.staleAction') : failureText(error, text),
      );
      return false;
    } finally {
      setRunning(undefined);
    }
  };
  return { perform, running, failure };
}

export type PerformAction = ReturnType<typeof useDefinitionAction>;
