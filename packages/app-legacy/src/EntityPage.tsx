import { EntityAboutCard, EntityLayout } from '@backstage/plugin-catalog';
import {
  EntityItsmBanner,
  EntityItsmCard,
  EntityItsmChangesContent,
  EntityItsmIncidentsContent,
  EntityItsmKnowledgeContent,
  EntityItsmProblemsContent,
  useReportIncident,
} from 'backstage-plugin-itsm/legacy';

export function EntityPage() {
  const report = useReportIncident();
  return (
    <>
      <EntityLayout UNSTABLE_extraContextMenuItems={report.menuItems}>
        <EntityLayout.Route path="/" title="Overview">
          <>
            <EntityItsmBanner />
            <EntityItsmCard />
            <EntityAboutCard />
          </>
        </EntityLayout.Route>
        <EntityLayout.Route path="/incidents" title="Incidents">
          <EntityItsmIncidentsContent />
        </EntityLayout.Route>
        <EntityLayout.Route path="/problems" title="Problems">
          <EntityItsmProblemsContent />
        </EntityLayout.Route>
        <EntityLayout.Route path="/changes" title="Changes">
          <EntityItsmChangesContent />
        </EntityLayout.Route>
        <EntityLayout.Route path="/articles" title="Knowledge">
          <EntityItsmKnowledgeContent />
        </EntityLayout.Route>
      </EntityLayout>
      {report.dialog}
    </>
  );
}
