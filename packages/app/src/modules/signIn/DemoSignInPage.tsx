import { useState } from 'react';
import { ErrorPanel, ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  type IdentityApi,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button } from '@backstage/ui';
import { PersonaCards } from './PersonaCards';
import { readPersonas } from './personas';
import {
  forgetPersona,
  readPersona,
  rememberPersona,
} from './rememberedPersona';

function StartOver({ error }: { error?: Error }) {
  return (
    <>
      {error && <ErrorPanel title="Signing in failed" error={error} />}
      <Button
        onPress={() => {
          forgetPersona();
          window.location.reload();
        }}
      >
        Choose somebody else
      </Button>
    </>
  );
}

/** Signing out must forget the persona, or the next page load would sign in again. */
function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      forgetPersona();
      await identity.signOut();
    },
  };
}

/** Lets a visitor of the demo portal be one of the configured personas. No password: demo only. */
export function DemoSignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const personas = readPersonas(config);
  const [chosen, setChosen] = useState(readPersona);

  // A remembered persona may have left the configuration since
  if (!personas.some(p => p.entityRef === chosen)) {
    return (
      <PersonaCards
        personas={personas}
        onChoose={entityRef => {
          rememberPersona(entityRef);
          setChosen(entityRef);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="demo"
      headers={{ 'x-demo-persona': chosen! }}
      ErrorComponent={StartOver}
      onSignInSuccess={identity => onSignInSuccess(forgetOnSignOut(identity))}
    />
  );
}
