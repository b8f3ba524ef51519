import { useState } from 'react';
import {
  Alert,
  Button,
  DialogBody,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import type {
  DefinitionAction,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { ItsmDialog } from '../../../states/ItsmDialog';
import type { PerformAction } from './useDefinitionAction';

/** Actions that ask first: one takes something away, the other needs a reason. */
export const CONFIRMED: readonly DefinitionAction[] = ['retire', 'reject'];

const MAX_REASON = 2_000;

/** Says what will happen, and asks for the reason where one is needed. */
export function ActionConfirmation(props: {
  definition: DefinitionView;
  asked: DefinitionAction;
  action: PerformAction;
  onClose: () => void;
}) {
  const { t } = useItsmText();
  const { asked, action, onClose } = props;
  const { name } = props.definition;
  const [reason, setReason] = useState('');
  const needsReason = asked === 'reject';
  const submit = async () => {
    const input = needsReason ? { reason: reason.trim() } : {};
    if (await action.perform(asked, input)) onClose();
  };
  return (
    <ItsmDialog
      title={t(
        needsReason ? 'definition.rejectTitle' : 'definition.retireTitle',
        { name },
      )}
      width={480}
      onClose={onClose}
      submit={
        <Button
          destructive
          isPending={action.running === asked}
          isDisabled={needsReason && !/\S/.test(reason)}
          onPress={() => void submit()}
        >
          {t(`definition.action.${asked}`)}
        </Button>
      }
    >
      <DialogBody>
        <Flex direction="column" gap="4">
          {action.failure && (
            <Alert role="alert" status="danger" icon title={action.failure} />
          )}
          <Text as="p">
            {t(needsReason ? 'definition.rejectText' : 'definition.retireText')}
          </Text>
          {needsReason && (
            <TextAreaField
              label={t('definition.rejectReason')}
              isRequired
              maxLength={MAX_REASON}
              value={reason}
              onChange={setReason}
            />
          )}
        </Flex>
      </DialogBody>
    </ItsmDialog>
  );
}
