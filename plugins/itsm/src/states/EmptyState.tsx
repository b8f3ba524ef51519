import type { ReactNode } from 'react';
import { Flex, Text } from '@backstage/ui';

/** Says what it means that nothing is here, and what to do next. */
export function EmptyState(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Flex direction="column" gap="2" align="start" py="4">
      <Text as="p" weight="bold">
        {props.title}
      </Text>
      {props.children && (
        <Text as="div" color="secondary">
          {props.children}
        </Text>
      )}
      {props.action}
    </Flex>
  );
}
