import {
  InvalidInputError,
  kindPermissions,
  ROLES_OF_TARGET,
  type KindDefinition,
  type Link,
  type LinkInput,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { fullRef } from '../entities/EntityLookup';
import { decideProposal, relink, type Proposal } from '../records/relink';
import {
  actingFor,
  requireUpdate,
  type OnWritten,
  type Writing,
} from './actingFor';
import { reachOf } from './reachOf';

/**
 * Links that people make, remove, accept and decline. Every method returns the record's number; none needs
 * the version that was read.
 */
export class RecordLinks {
  constructor(private readonly options: Writing) {}

  async link(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    input: LinkInput,
    remove: boolean,
    onWritten?: OnWritten,
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    requireUpdate(caller, visible);
    if (!ROLES_OF_TARGET[input.target].includes(input.role)) {
      throw new InvalidInputError(
        `The role '${input.role}' is not one of a link to a ${input.target}.`,
        { role: input.role, roles: ROLES_OF_TARGET[input.target] },
        'invalid_link_role',
      );
    }
    const link: Link = { ...input };
    if (input.target === 'entity') {
      link.ref = fullRef(input.ref);
      if (!remove)
        await this.options.entities.require([link.ref], caller.credentials);
    } else if (!remove && input.ref === number) {
      throw new InvalidInputError(
        'Link the record with another one.',
        { ref: number },
        'link_with_itself',
      );
    }
    const acting = {
      ...(await actingFor(caller, visible, this.options.now())),
      reach: await reachOf(
        this.options.records,
        caller,
        input.target === 'record' ? [input.ref] : [],
      ),
    };
    await this.options.records.transactionOn(visible.record.id, async tx => {
      await relink(
        tx,
        visible.record.id,
        { add: remove ? [] : [link], remove: remove ? [link] : [] },
        acting,
      );
      await onWritten?.(tx, number);
    });
    return number;
  }

  /**
   * Accepts a link that was proposed to the record, or declines it.
   *
   * @throws MissingError also for a proposal of a record that the caller may not read
   */
  async decide(
    caller: Caller,
    kind: KindDefinition,
    number: string,
    proposal: Proposal,
    isAccepted: boolean,
    onWritten?: OnWritten,
  ): Promise<string> {
    const visible = await this.options.reader.visible(
      caller,
      number,
      kind.name,
    );
    if (!visible.capabilities.includes('agent')) {
      caller.denied(kindPermissions(kind.name).act.name);
    }
    await this.options.reader.visible(caller, proposal.ref);
    const acting = await actingFor(caller, visible, this.options.now());
    await this.options.records.transactionOn(visible.record.id, async tx => {
      await decideProposal(tx, visible.record, proposal, isAccepted, acting);
      await onWritten?.(tx, number);
    });
    return number;
  }
}
