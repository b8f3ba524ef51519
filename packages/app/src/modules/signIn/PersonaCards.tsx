import {
  Avatar,
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Container,
  Flex,
  Grid,
  Text,
} from '@backstage/ui';
import type { Persona } from './personas';

interface PersonaCardsProps {
  personas: Persona[];
  onChoose(entityRef: string): void;
}

export function PersonaCards({ personas, onChoose }: PersonaCardsProps) {
  return (
    <main>
      <Container py="8">
        <Flex direction="column" gap="2" mb="6">
          <Text as="h1" variant="title-large" weight="bold">
            ITSM for Backstage
          </Text>
          <Text as="p" variant="body-large" color="secondary">
            This is a demo of Acme Store, an invented company. Who do you want
            to be?
          </Text>
        </Flex>
        <Grid.Root columns={{ initial: '1', sm: '2', md: '3' }} gap="4">
          {personas.map(persona => (
            <Card key={persona.entityRef}>
              <CardHeader>
                <Flex align="center" gap="3">
                  <Avatar src="" name={persona.name} purpose="decoration" />
                  <Flex direction="column" gap="0">
                    <Text as="h2" variant="title-x-small" weight="bold">
                      {persona.name}
                    </Text>
                    <Text color="secondary">{persona.role}</Text>
                  </Flex>
                </Flex>
              </CardHeader>
              <CardBody>
                <Text as="p">{persona.description}</Text>
              </CardBody>
              <CardFooter>
                <Button
                  variant="primary"
                  aria-label={`Sign in as ${persona.name} (${persona.role})`}
                  onPress={() => onChoose(persona.entityRef)}
                >
                  Sign in as {persona.name}
                </Button>
              </CardFooter>
            </Card>
          ))}
        </Grid.Root>
      </Container>
    </main>
  );
}
