import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';

/** A titled box of a page; those of the record page are under its title. */
export function Panel(props: {
  title: string;
  action?: ReactNode;
  heading?: 'h2' | 'h3';
  children: ReactNode;
}) {
  return (
    <Card>
      <CardHeader>
        <Flex justify="between" align="center" gap="2">
          <Text
            as={props.heading ?? 'h3'}
            variant="title-x-small"
            weight="bold"
          >
            {props.title}
          </Text>
          {props.action}
        </Flex>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
