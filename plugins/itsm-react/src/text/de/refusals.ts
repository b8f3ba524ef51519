import type { refusalMessages } from '../messages/refusalMessages';
import type { TextsOf } from './texts';

export const refusals: TextsOf<typeof refusalMessages> = {
  refusal: {
    feedback_not_open:
      'Niemand verlässt sich derzeit darauf: Es gibt nichts zu bewerten.',
    already_acknowledged: 'Jemand hat es schon bestätigt.',
    actor_is_requester:
      'Sie haben es gemeldet; bestätigen muss es jemand anders.',
    requester_chooses_no_approver:
      'Sie haben darum gebeten; wer entscheidet, muss jemand anders bestimmen.',
    nothing_to_assign: 'Wählen Sie eine Person oder eine Gruppe.',
    assignee_required: 'Braucht zuerst eine zuständige Person oder Gruppe.',
    comment_required: 'Sagen Sie dem Meldenden, worauf Sie warten.',
    waits_for_required: 'Nennen Sie den Vorgang, auf den gewartet wird.',
    waits_for_not_expected:
      'Auf einen Vorgang wird nur gewartet, wenn der Grund ein Change oder ein Problem ist.',
    cause_required: 'Nennen Sie die Ursache, oder dass sie unbekannt ist.',
    entity_required:
      'Braucht eine betroffene Entität, oder einen Grund, warum keine genannt ist.',
    satisfaction_is_the_requesters: 'Nur der Meldende bewertet die Lösung.',
    duplicate_target_required: 'Nennen Sie den Vorgang, der bleibt.',
    duplicate_of_wrong_kind: 'Ein Duplikat ist ein Vorgang derselben Art.',
    waits_for_wrong_kind: 'Dieser Vorgang ist nicht von der erwarteten Art.',
    duplicate_of_itself: 'Ein Vorgang ist kein Duplikat von sich selbst.',
    duplicate_of_ended:
      '{{ref}} ist selbst beendet: Nennen Sie einen Vorgang, der bleibt.',
    fields_required: 'Füllen Sie zuerst aus: {{fields}}.',
    planned_time_is_empty: 'Das geplante Ende liegt vor dem geplanten Beginn.',
    approvers_required: 'Nennen Sie zuerst jemanden, der genehmigt.',
    emergency_reason_required:
      'Verknüpfen Sie eine offene P1- oder P2-Störung, oder geben Sie einen Sicherheitsgrund an.',
    template_required: 'Ein Standard-Change braucht eine Vorlage.',
    approver_is_requester:
      'Wer darum gebeten hat, es schrieb oder ausführt, entscheidet nicht darüber.',
    approver_is_implementer:
      'Sie haben diese Änderung genehmigt; ausführen und abschließen muss sie jemand anders.',
    self_approved:
      'Jemand hat diese Änderung genehmigt und selbst ausgeführt. Abschließen muss sie jemand anders.',
    not_asked: 'Sie gehören nicht zu denen, die gefragt wurden.',
    outside_planned_time:
      'Jetzt ist außerhalb der geplanten Zeit dieses Changes.',
    in_freeze:
      'Dann gilt die Sperre „{{name}}“, bis {{until}}: {{reason}} Wer Ausnahmen machen darf, kann eine begründen.',
    in_blackout:
      'Dann gilt die Planungssperre „{{name}}“, bis {{until}}: {{reason}} Wählen Sie eine andere Zeit.',
    cause_is_proposed:
      'Eine Störung soll davon verursacht sein. Nehmen Sie diese Verknüpfung zuerst an oder lehnen Sie sie ab.',
    parent_is_done:
      '{{ref}} ist beendet ({{state}}). Wählen Sie einen Vorgang, der noch offen ist.',
    has_parent:
      'Er gehört schon zu {{ref}}. Lösen Sie zuerst diese Verknüpfung.',
    parent_ring: 'Ein Vorgang kann nicht Teil seiner selbst sein: {{path}}.',
    parents_too_deep: 'Hier sind zu viele Vorgänge ineinander: {{path}}.',
    too_many_links:
      'Ein Vorgang hält höchstens {{most}} Verknüpfungen. Lösen Sie einige, oder verknüpfen Sie vom anderen Vorgang aus.',
    caused_incident:
      'Er hat eine P1- oder P2-Störung verursacht: nicht erfolgreich.',
    not_closed_as_success: 'Er wurde nicht als erfolgreich geschlossen.',
    result_is_failure: 'Die Umsetzung ist gescheitert: nicht erfolgreich.',
    backout_evidence_required:
      'Die Arbeit hat begonnen: Sagen Sie, was belegt, dass sie zurückgenommen wurde.',
    fixed_after_new:
      'Art, Antragsteller und Genehmigende stehen fest, sobald um Genehmigung gebeten wurde. Nehmen Sie den Change zuerst zurück.',
    waits_for_is_done:
      '{{ref}} ist schon erledigt; es gibt nichts, worauf zu warten wäre.',
    not_resolved_with_parent:
      'Es wurde nicht mit dem übergeordneten Vorgang behoben.',
    entity_or_topic_required:
      'Braucht eine betroffene Entität oder eine Kategorie, um gefunden zu werden.',
    publish_in_the_past:
      'Veröffentlichen Sie jetzt, oder zu einem späteren Zeitpunkt.',
    check_out_first: 'Beginnen Sie zuerst die nächste Version.',
    article_has_draft:
      'Veröffentlichen oder verwerfen Sie zuerst die nächste Version.',
    still_valid: 'Die Zeit ist noch nicht abgelaufen.',
    tasks_open: 'Eine Aufgabe ist noch nicht erledigt.',
    no_tasks: 'Es gibt keine Aufgaben.',
    tasks_end_otherwise: 'Die Aufgaben endeten anders.',
    action_or_reason_required:
      'Fügen Sie eine Aufgabe hinzu, die daraus folgt, oder sagen Sie, warum nichts zu tun ist.',
    action_not_committed:
      'Eine Aufgabe, die daraus folgt, braucht jemanden, der sie erledigt, ob Person oder Gruppe, und eine Frist. Es fehlt: {{fields}}.',
    incident_or_proactive_required:
      'Verknüpfen Sie eine Störung, die es verursacht, oder kennzeichnen Sie das Problem als vorbeugend.',
    workaround_or_none_required:
      'Geben Sie eine Umgehung an, oder dass es keine gibt: eines von beiden.',
    known_error_needs_it:
      'Es ist veröffentlicht: Ändern Sie den Text, aber nehmen Sie ihn nicht weg.',
    root_cause_required: 'Halten Sie zuerst die Ursache fest.',
    fix_required:
      'Nennen Sie den Change oder die Aufgabe, die die Ursache beseitigt.',
    fix_of_wrong_kind: 'Eine Behebung ist ein Change oder eine Aufgabe.',
    fix_is_open: 'Eine Behebung ist noch nicht fertig.',
    applied_fix_required:
      'Braucht eine Behebung, die gelungen ist: einen erfolgreich geschlossenen Change oder eine erledigte Aufgabe.',
    approver_is_coordinator:
      'Wer die Ursache suchte, entscheidet nicht, dass sie bleiben darf.',
    review_within_a_year:
      'Prüfen Sie es innerhalb eines Jahres erneut, nicht in der Vergangenheit.',
    cause_is_itself: 'Ein Vorgang verursacht sich nicht selbst.',
    already_redacted: 'Das wurde bereits geschwärzt.',
    value_is_current:
      'Das steht noch im Vorgang. Ändern Sie zuerst das Feld und schwärzen Sie dann den alten Wert.',
    requester_is_handed_over_by_others:
      'Bitten Sie einen Kollegen, jemand anders als Meldenden einzutragen.',
    approved_content_is_fixed:
      'Genehmigtes kann jetzt nicht geändert werden. Nehmen Sie es zuerst zurück.',
    read_only:
      'Es ist abgeschlossen: In diesem Zustand kann es gelesen, aber nicht geändert werden. Öffnen Sie es wieder, wenn das geht, oder legen Sie ein neues an, das darauf verweist.',
    review_required:
      'Es fehlt ein Review, das jemand anders genehmigt hat. Öffnen Sie eines, oder schließen Sie es ab.',
    major_is_no_child:
      'Sie ist Teil einer anderen Störung: Schlagen Sie diese vor.',
    major_closed_by_manager: 'Eine Großstörung schließt ihr Manager.',
    major_reopened_by_agents:
      'Eine Großstörung nimmt zurück, wer an ihr arbeitet.',
    defined_in_file: 'Es kommt aus der Datei {{file}}. Ändern Sie es dort.',
    retired_definition:
      'Es ist außer Kraft. Stellen Sie zuerst eine Fassung wieder her.',
    approval_not_needed: 'Eine Freigabe ist nicht nötig. Aktivieren Sie es.',
    approval_needed: 'Zuerst muss jemand anderes diesen Entwurf freigeben.',
    retirement_requested:
      'Das ist schon beantragt. Bitten Sie jemand anderen, sie außer Kraft zu setzen.',
    own_retirement:
      'Sie haben das beantragt. Bitten Sie jemand anderen, sie außer Kraft zu setzen.',
    own_draft:
      'Sie haben an diesem Entwurf mitgeschrieben. Bitten Sie jemand anderen um die Freigabe.',
    invalid_definition: 'Es hat Fehler. Beheben Sie diese zuerst.',
    wrong_state: 'Im Status „{{state}}“ nicht möglich.',
    illegal_transition: 'Es ist jetzt {{state}}; dies ist nicht mehr möglich.',
  },
};
